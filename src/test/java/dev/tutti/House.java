package dev.tutti;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All code that the rules are asked about.
 *
 * @param types the compiled main code
 * @param tests the compiled tests
 * @param sources text by path, tests included, the path relative to the module with {@code /}
 * @param migrations the schema's migrations: text by file name
 */
record House(
        List<CompiledType> types,
        List<CompiledType> tests,
        Map<String, String> sources,
        Map<String, String> migrations) {

    static final String ROOT = "dev.tutti.";

    private static final Pattern CREATED = Pattern.compile("CREATE TABLE (?:IF NOT EXISTS )?(\\w+)");
    private static final Pattern MIGRATION = Pattern.compile("V\\d+__([a-z]+).*\\.sql");

    /** This project, as its build left it. */
    static House here() {
        Path module = Path.of(System.getProperty("basedir", ""));
        Map<String, String> sources = new TreeMap<>();
        sources.putAll(texts(module, "src/main/java", ".java"));
        sources.putAll(texts(module, "src/test/java", ".java"));
        Map<String, String> migrations = new TreeMap<>();
        texts(module, "src/main/resources", ".sql")
                .forEach((path, text) -> migrations.put(path.substring(path.lastIndexOf('/') + 1), text));
        return new House(
                // Beside them lie those of libraries that are compiled anew.
                compiled(module.resolve("target/classes/dev")),
                compiled(module.resolve("target/test-classes")),
                sources,
                migrations);
    }

    /** The packages of the main code, each with those packages of Tutti that it uses beside itself. */
    Map<String, Set<String>> arrows() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (CompiledType type : types) {
            Set<String> used = arrows.computeIfAbsent(type.packageName(), _ -> new TreeSet<>());
            type.uses().stream()
                    .map(House::packageOf)
                    .filter(other -> !other.equals(type.packageName()))
                    .forEach(used::add);
        }
        return arrows;
    }

    /** Each table with the room whose migration creates it. */
    Map<String, String> tableOwners() {
        Map<String, String> owners = new TreeMap<>();
        migrations.forEach((file, text) -> {
            Matcher name = MIGRATION.matcher(file);
            if (!name.matches()) {
                throw new AssertionError(file + " is not named V<number>__<room>.sql");
            }
            Matcher created = CREATED.matcher(text);
            while (created.find()) {
                owners.put(created.group(1), name.group(1));
            }
        });
        return owners;
    }

    static String packageOf(String type) {
        return type.substring(0, type.lastIndexOf('.'));
    }

    /** {@code dev.tutti.kernel.time} as {@code kernel.time}. */
    static String shortName(String packageName) {
        return packageName.startsWith(ROOT) ? packageName.substring(ROOT.length()) : packageName;
    }

    private static Map<String, String> texts(Path module, String folder, String ending) {
        return files(module.resolve(folder), ending).stream()
                .collect(Collectors.toMap(
                        file -> module.relativize(file).toString().replace('\\', '/'), House::text));
    }

    private static List<CompiledType> compiled(Path folder) {
        return files(folder, ".class").stream()
                .map(file -> CompiledType.of(bytes(file)))
                .toList();
    }

    private static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        return new String(bytes(file), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
