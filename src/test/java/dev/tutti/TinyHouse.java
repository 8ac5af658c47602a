package dev.tutti;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/** Compiles a few lines of code in memory, so that each rule can be shown code that breaks it. */
final class TinyHouse {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** Shared, since opening the platform's classes costs more than compiling. Used by one thread at a time. */
    private static final StandardJavaFileManager PLATFORM = COMPILER.getStandardFileManager(null, null, null);

    private final Map<String, String> sources = new TreeMap<>();
    private final Map<String, String> migrations = new TreeMap<>();

    /** Adds the type {@code name}, given what stands after the package line. */
    TinyHouse type(String name, String body) {
        sources.put(path(name), "package " + House.packageOf(name) + ";\n" + body);
        return this;
    }

    /** Adds a package's page, given what its Imports section says. */
    TinyHouse page(String packageName, String imports) {
        sources.put(path(packageName + ".package-info"), """
                /**
                 * <h2>Owns</h2>
                 * Something.
                 * <h2>Promises</h2>
                 * Something.
                 * <h2>States</h2>
                 * Something.
                 * <h2>Fails how</h2>
                 * Somehow.
                 * <h2>Imports</h2>
                 * %s
                 */
                @NullMarked
                package %s;
                import org.jspecify.annotations.NullMarked;
                """.formatted(imports, packageName));
        return this;
    }

    TinyHouse migration(String file, String text) {
        migrations.put(file, text);
        return this;
    }

    /** The same code stands for tests too. */
    House built() {
        List<CompiledType> types = compiled();
        return new House(types, types, sources, migrations);
    }

    private static String path(String name) {
        return "src/main/java/" + name.replace('.', '/') + ".java";
    }

    /** Where the annotations of the packages' pages are; nothing else is needed from outside the platform. */
    private static String annotations() {
        return Path.of(URI.create(NullMarked.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
    }

    private List<CompiledType> compiled() {
        List<Output> outputs = new ArrayList<>();
        List<Input> inputs = sources.entrySet().stream()
                .map(source -> new Input(source.getKey(), source.getValue()))
                .toList();
        StringWriter messages = new StringWriter();
        boolean built = COMPILER.getTask(
                        messages,
                        new Kept(PLATFORM, outputs),
                        null,
                        List.of("-proc:none", "-g", "-classpath", annotations()),
                        null,
                        inputs)
                .call();
        if (!built) {
            throw new AssertionError(messages);
        }
        return outputs.stream()
                .map(output -> CompiledType.of(output.bytes.toByteArray()))
                .toList();
    }

    private static final class Input extends SimpleJavaFileObject {
        private final String text;

        Input(String path, String text) {
            super(URI.create("memory:/" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Output extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Output(String name) {
            super(URI.create("memory:/" + name), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    private static final class Kept extends ForwardingJavaFileManager<JavaFileManager> {
        private final List<Output> outputs;

        Kept(JavaFileManager manager, List<Output> outputs) {
            super(manager);
            this.outputs = outputs;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            Output output = new Output(name);
            outputs.add(output);
            return output;
        }
    }
}
