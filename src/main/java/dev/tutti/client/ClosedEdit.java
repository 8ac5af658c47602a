package dev.tutti.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Edits that must not go on while no daemon answers ({@code locks.fail_closed}), as {@code libexec/closed.bash} judges them. For
 * one thread.
 *
 * <p>What cannot be judged goes on, but for an edit whose path lies beyond what was read of its event.
 */
final class ClosedEdit {

    private static final int INPUT_MAX = 16_777_216;
    private static final int LINKS_MAX = 40;

    private final Place place;
    private final Path rules;

    ClosedEdit(Place place) {
        this.place = requireNonNull(place, "place");
        this.rules = place.home().closedPaths();
    }

    /** The path of the edit that the event is about, as seen from its tree, if it fails closed. */
    Optional<String> find(String agent, byte[] input) {
        if (!agent.equals("claude") || !Files.exists(rules)) {
            return Optional.empty();
        }
        EditText edit = EditText.of(input);
        if (!edit.isEdit()) {
            return Optional.empty();
        }
        if (edit.file().isEmpty()) {
            return input.length > INPUT_MAX ? Optional.of("A file") : Optional.empty();
        }
        String folder = edit.folder().isEmpty() ? place.folder().toString() : edit.folder();
        try {
            Optional<Path> real = follow(edit.file(), folder);
            return real.flatMap(file -> judge(file, folder));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<String> judge(Path real, String folder) {
        Path tree = treeOf(real, folder);
        String inside = bytes(tree.relativize(real).toString());
        return isListed(tree, inside) ? Optional.of(inside) : Optional.empty();
    }

    /** Where a path leads: links are followed, and what is not there is taken as written. */
    private static Optional<Path> follow(String path, String folder) {
        String rest = path.startsWith("/") ? path : folder + "/" + path;
        Path real = Path.of("/");
        int links = 0;
        while (!rest.isEmpty()) {
            int slash = rest.indexOf('/');
            String name = slash < 0 ? rest : rest.substring(0, slash);
            rest = slash < 0 ? "" : rest.substring(slash + 1);
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                real = Optional.ofNullable(real.getParent()).orElse(real);
                continue;
            }
            Path next = real.resolve(name);
            String link = target(next);
            if (link.isEmpty()) {
                real = next;
                continue;
            }
            if (++links > LINKS_MAX) {
                return Optional.empty();
            }
            real = link.startsWith("/") ? Path.of("/") : real;
            rest = link + "/" + rest;
        }
        return real.getNameCount() > 0 ? Optional.of(real) : Optional.empty();
    }

    private static String target(Path path) {
        try {
            return Files.isSymbolicLink(path) ? Files.readSymbolicLink(path).toString() : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** The root that a file is seen from: of its repository, else the folder its session works in, else the top. */
    private static Path treeOf(Path file, String folder) {
        for (Path at = file.getParent(); at != null; at = at.getParent()) {
            Path git = at.resolve(".git");
            boolean isRepository = Files.exists(git.resolve("HEAD"))
                    && Files.isDirectory(git.resolve("objects"))
                    && Files.isDirectory(git.resolve("refs"));
            if (Files.isRegularFile(git) || isRepository) {
                return at;
            }
        }
        Path top = Path.of("/");
        return follow(folder, "/")
                .filter(work -> file.startsWith(work) && !file.equals(work))
                .orElse(top);
    }

    private boolean isListed(Path tree, String inside) {
        int flags = Pattern.DOTALL | (foldsCase(tree) ? Pattern.CASE_INSENSITIVE : 0);
        return Folders.read(rules).lines().anyMatch(line -> {
            String[] parts = line.split("\t", 2);
            String where = unescaped(parts[0]);
            String expression = parts.length > 1 ? unescaped(parts[1]) : "";
            return (where.equals("*") || where.equals(bytes(tree.toString())))
                    && expression.startsWith("^")
                    && matches(expression, flags, inside);
        });
    }

    /** On a disk that folds case, another spelling of what is there is the same. */
    private static boolean foldsCase(Path tree) {
        try {
            Path git = tree.resolve(".git");
            return Files.exists(git) && Files.isSameFile(git, tree.resolve(".GIT"));
        } catch (IOException e) {
            return false;
        }
    }

    /** An expression that is none matches nothing. */
    private static boolean matches(String expression, int flags, String text) {
        String body = expression.substring(1);
        boolean whole = body.endsWith("$");
        try {
            var matcher = Pattern.compile(translated(whole ? body.substring(0, body.length() - 1) : body), flags)
                    .matcher(text);
            return whole ? matcher.matches() : matcher.lookingAt();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** Brackets of an extended expression give no meaning to what Java's do. */
    private static String translated(String expression) {
        StringBuilder out = new StringBuilder();
        boolean inBrackets = false;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (!inBrackets && c == '\\' && i + 1 < expression.length()) {
                out.append(c).append(expression.charAt(++i));
                continue;
            }
            if (inBrackets && (c == '[' || c == '&' || c == '\\')) {
                out.append('\\');
            }
            out.append(c);
            inBrackets = inBrackets ? c != ']' : c == '[';
        }
        return out.toString();
    }

    /** Undoes what the file is escaped with: a backslash, a zero and three octal digits for each byte. */
    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean isEscape = text.startsWith("\\0", i) && i + 5 <= text.length();
            if (isEscape && text.substring(i + 2, i + 5).matches("[0-7]{3}")) {
                out.append((char) Integer.parseInt(text.substring(i + 2, i + 5), 8));
                i += 4;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    /** Each byte a character, as the expressions have it. */
    private static String bytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
