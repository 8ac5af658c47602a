package dev.tutti.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link OnBothStores} does. */
final class BothStores implements ClassTemplateInvocationContextProvider {

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
            ExtensionContext context) {
        String wanted = System.getProperty("tutti.test.stores", "sqlite,postgresql");
        return Arrays.stream(Database.values())
                .filter(database -> wanted.contains(database.name().toLowerCase(Locale.ROOT)))
                .map(On::new);
    }

    private record On(Database database) implements ClassTemplateInvocationContext {

        @Override
        public String getDisplayName(int invocationIndex) {
            return database.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Supplying(database));
        }
    }

    /** Hands every test its own fixture and closes it afterwards. Tests of one class run one after the other. */
    private static final class Supplying implements ParameterResolver, AfterEachCallback {

        private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(Supplying.class);

        private final Database database;

        Supplying(Database database) {
            this.database = database;
        }

        @Override
        public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
            return ExtensionContextScope.TEST_METHOD;
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == StoreFixture.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getStore(SPACE)
                    .computeIfAbsent(StoreFixture.class, _ -> new StoreFixture(database), StoreFixture.class);
        }

        @Override
        public void afterEach(ExtensionContext context) {
            StoreFixture fixture = context.getStore(SPACE).remove(StoreFixture.class, StoreFixture.class);
            if (fixture != null) {
                fixture.close();
            }
        }
    }
}
