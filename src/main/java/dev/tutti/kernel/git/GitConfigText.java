package dev.tutti.kernel.git;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The text of one git configuration file, as the chapter "Configuration file" of git-config(1) describes it: sections with
 * quoted subsections, quoted values, comments, escapes and continued lines. Includes are not followed. What does not
 * parse is passed over, line by line.
 */
final class GitConfigText {

    /** One setting, its name written {@code section.subsection.key} as git does. */
    private record Setting(String name, String value) {}

    private final List<Setting> settings = new ArrayList<>();
    private final String text;
    private int at;

    private GitConfigText(String text) {
        this.text = requireNonNull(text, "text");
        String section = "";
        while (at < text.length()) {
            skipBlanks();
            if (at < text.length() && text.charAt(at) == '[') {
                section = section();
            } else {
                setting(section);
            }
        }
    }

    static GitConfigText parse(String text) {
        return new GitConfigText(text);
    }

    /**
     * All values of a setting in the order of the file.
     *
     * @param name section and key in lower case, the subsection as written: {@code remote.origin.url}
     */
    List<String> all(String name) {
        return settings.stream()
                .filter(setting -> setting.name().equals(name))
                .map(Setting::value)
                .toList();
    }

    /** The value that counts where a setting has one only: the last. */
    Optional<String> last(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    /** Whether a setting is switched on; a key without a value is. */
    boolean isTrue(String name) {
        return last(name)
                .map(value -> List.of("true", "yes", "on", "1").contains(value.toLowerCase(Locale.ROOT)))
                .orElse(false);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String section() {
        at++;
        StringBuilder head = new StringBuilder();
        StringBuilder sub = new StringBuilder();
        boolean quoted = false;
        boolean hasSub = false;
        while (at < text.length() && text.charAt(at) != '\n') {
            char c = text.charAt(at++);
            if (quoted && c == '\\' && at < text.length()) {
                sub.append(text.charAt(at++));
            } else if (c == '"') {
                quoted = !quoted;
                hasSub = true;
            } else if (quoted) {
                sub.append(c);
            } else if (c == ']') {
                break;
            } else if (!Character.isWhitespace(c)) {
                head.append(c);
            }
        }
        String section = head.toString().toLowerCase(Locale.ROOT);
        return hasSub ? section + "." + sub : section;
    }

    private void setting(String section) {
        StringBuilder key = new StringBuilder();
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            key.append(text.charAt(at++));
        }
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        boolean given = at < text.length() && text.charAt(at) == '=';
        if (given) {
            at++;
        }
        String value = value();
        if (!key.isEmpty() && !section.isEmpty()) {
            String name = section + "." + key.toString().toLowerCase(Locale.ROOT);
            settings.add(new Setting(name, given ? value : "true"));
        }
    }

    /** Reads to the end of the line, continued ones included; blanks around the value do not count, quoted ones do. */
    private String value() {
        StringBuilder value = new StringBuilder();
        int solid = 0;
        boolean quoted = false;
        while (at < text.length() && text.charAt(at) != '\n') {
            char c = text.charAt(at++);
            if (c == '\\') {
                escape(value);
                solid = value.length();
            } else if (c == '"') {
                quoted = !quoted;
                solid = value.length();
            } else if (!quoted && (c == '#' || c == ';')) {
                skipLine();
            } else if (quoted || !Character.isWhitespace(c)) {
                value.append(c);
                solid = value.length();
            } else if (!value.isEmpty()) {
                value.append(c);
            }
        }
        value.setLength(solid);
        return value.toString();
    }

    private void escape(StringBuilder value) {
        if (at >= text.length()) {
            return;
        }
        char c = text.charAt(at++);
        if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
            c = text.charAt(at++);
        }
        switch (c) {
            case '\n' -> {}
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'b' -> value.append('\b');
            default -> value.append(c);
        }
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }
}
