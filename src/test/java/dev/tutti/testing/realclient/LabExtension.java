package dev.tutti.testing.realclient;

import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives each test that asks for one a laboratory, closes it afterwards, and shows with a failure what the client did.
 *
 * <p>Where the client cannot be had the whole class is skipped.
 */
public final class LabExtension implements BeforeAllCallback, ParameterResolver, TestExecutionExceptionHandler {

    private static final Namespace HERE = Namespace.create(LabExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        var unused = RealClient.orSkip();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Lab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(HERE).computeIfAbsent(Lab.class, type -> Lab.open(), Lab.class);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        Lab lab = context.getStore(HERE).get(Lab.class, Lab.class);
        if (lab != null) {
            failure.addSuppressed(new AssertionError("this is what the client did:\n" + story(lab)));
        }
        throw failure;
    }

    private static String story(Lab lab) {
        String hooks = lab.hook().calls().all().stream().map(HookCall::toString).collect(Collectors.joining("\n"));
        String shown = lab.api().requests().all(ApiRequest::asksTheModel).stream()
                .reduce((first, second) -> second)
                .map(last -> last.shown().stream().map(Object::toString).collect(Collectors.joining("\n")))
                .orElse("(the model was never asked)");
        return hooks + "\n" + shown + "\n" + lab.note();
    }
}
