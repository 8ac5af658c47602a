package dev.tutti.kernel.home;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which edits launchers refuse when no daemon answers: {@code run/fail-closed}, for the user alone, absent when there are none.
 * It stays when the daemon ends, since it is for that time. Only the serving daemon writes it; one thread at a time.
 */
public final class ClosedPaths {

    private static final String EVERY_TREE = "*";

    private final Home home;

    public ClosedPaths(Home home) {
        this.home = requireNonNull(home, "home");
    }

    /**
     * Paths of a tree, or of every one.
     *
     * @param root the tree's root, absolute with its links resolved; empty for every tree
     * @param expression an extended regular expression of POSIX for a path relative to the root; each {@code char} is one byte
     */
    public record Rule(Optional<Path> root, String expression) {
        public Rule {
            requireNonNull(root, "root");
            requireNonNull(expression, "expression");
        }
    }

    /**
     * Replaces the file, unless it says the same already.
     *
     * @throws HomeException when it cannot be written
     */
    public void write(List<Rule> rules) {
        String text = text(rules);
        try {
            if (rules.isEmpty()) {
                Files.deleteIfExists(home.closedPaths());
            } else if (!Files.exists(home.closedPaths())
                    || !Files.readString(home.closedPaths(), ISO_8859_1).equals(text)) {
                WholeFile.replace(home.closedPaths(), "daemon", text);
            }
        } catch (IOException e) {
            throw new HomeException("cannot write " + home.closedPaths() + ": " + e.getMessage(), e);
        }
    }

    /** One line for each rule, its two parts with a tab between them; {@code printf %b} of a shell undoes {@link #escaped}. */
    static String text(List<Rule> rules) {
        StringBuilder text = new StringBuilder();
        for (Rule rule : rules) {
            String root = rule.root()
                    .map(path -> escaped(new String(path.toString().getBytes(UTF_8), ISO_8859_1)))
                    .orElse(EVERY_TREE);
            text.append(root).append('\t').append(escaped(rule.expression())).append('\n');
        }
        return text.toString();
    }

    /** Plain ASCII without tabs and line ends. */
    private static String escaped(String bytes) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c == '\\' || c < ' ' || c > '~') {
                out.append(String.format(Locale.ROOT, "\\0%03o", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
