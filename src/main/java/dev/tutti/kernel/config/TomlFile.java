package dev.tutti.kernel.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** Reads a TOML file into plain texts with their places. The only class that touches the parser, which costs to load. */
final class TomlFile {

    static final int BYTES_MAX = 64 * 1024;

    private final String shown;
    private final Path path;

    TomlFile(Path path) {
        this.path = path;
        this.shown = String.valueOf(path.getFileName());
    }

    /** Its values by dotted name; mistakes go to {@code problems}. */
    Map<String, Given> read(List<Problem> problems) {
        try {
            if (Files.size(path) > BYTES_MAX) {
                problems.add(new Problem(shown, "is larger than " + BYTES_MAX + " bytes"));
                return Map.of();
            }
            return values(Toml.parse(new String(Files.readAllBytes(path), StandardCharsets.UTF_8)), problems);
        } catch (IOException e) {
            problems.add(new Problem(path.toString(), "cannot be read: " + e.getMessage()));
            return Map.of();
        }
    }

    private Map<String, Given> values(TomlParseResult toml, List<Problem> problems) {
        for (TomlParseError error : toml.errors()) {
            problems.add(new Problem(place(error.position()), String.valueOf(error.getMessage())));
        }
        Map<String, Given> values = new LinkedHashMap<>();
        if (!toml.hasErrors()) {
            for (String name : toml.dottedKeySet()) {
                values.put(name, new Given(text(toml.get(name)), place(toml.inputPositionOf(name))));
            }
        }
        return values;
    }

    private static String text(@Nullable Object value) {
        return value instanceof TomlArray array ? ListText.of(array.toList()) : String.valueOf(value);
    }

    private String place(@Nullable TomlPosition position) {
        return position == null ? shown : shown + ":" + position.line() + ":" + position.column();
    }
}
