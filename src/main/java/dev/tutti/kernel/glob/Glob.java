package dev.tutti.kernel.glob;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One path, or all paths that a pattern matches.
 *
 * <p>Paths are relative to the project's folder: one or more names separated by {@code /}, none of them empty, {@code .} or
 * {@code ..}. A name may hold any other character. Comparison is by code point: paths and patterns are normalised, and
 * folded where the disk folds case, before they come here.
 *
 * <p>A path that a hook reports is always {@link #literal}, since {@code src/[id]/page.tsx} is a real file's name; only what
 * a person writes is {@link #parse parsed}. In a pattern
 *
 * <ul>
 *   <li>{@code *} matches any run of characters within a name, {@code ?} one character, {@code [a-z]} one of a class and
 *       {@code [!a-z]} or {@code [^a-z]} one outside of it; none of them ever matches {@code /}. Names that begin with a dot
 *       are matched like others.
 *   <li>{@code **} as a whole segment matches zero or more segments, so {@code dir/**} is {@code dir} itself and all under
 *       it; inside a longer segment it is {@code *}. {@code dir/} means the same as {@code dir/**}.
 *   <li>{@code {a,b}} stands for the patterns with either; a group may be empty on one side, hold separators and be nested.
 *   <li>{@code \} before one of {@code * ? [ ] { } , \ ! ^ -} makes it an ordinary character; before anything else it is an
 *       error.
 *   <li>segments that are empty or {@code .} fall away; {@code ..} and a leading {@code /} are errors.
 * </ul>
 *
 * <p>A pattern has at most {@value #LENGTH_MAX} characters and {@value #ALTERNATIVES_MAX} alternatives once its braces are
 * expanded; one without wildcards may be longer. Immutable, compiled once, safe for any thread. Equal means the same {@link
 * #text}.
 */
public final class Glob {

    /** The most characters of a pattern that is not one literal path, in UTF-16 units as typed and in its text form. */
    public static final int LENGTH_MAX = 256;

    /** The most patterns without braces that one pattern may stand for. */
    public static final int ALTERNATIVES_MAX = 16;

    private final String text;
    private final @Nullable String path;
    private final List<GlobAlternative> alternatives;
    private final String literalPrefix;
    private final String folder;

    private Glob(String text, @Nullable String path, List<GlobAlternative> alternatives) {
        this.text = text;
        this.path = path;
        this.alternatives = List.copyOf(alternatives);
        this.literalPrefix = path != null
                ? path
                : Prefixes.common(alternatives.stream()
                        .map(GlobAlternative::literalPrefix)
                        .toList());
        this.folder = path != null
                ? path
                : Prefixes.commonFolder(
                        alternatives.stream().map(GlobAlternative::folder).toList());
    }

    /**
     * The glob that matches {@code path} alone, whatever characters it has.
     *
     * @throws IllegalArgumentException if it is empty, begins or ends with a separator, or has two in a row: a bug of the
     *     caller
     */
    public static Glob literal(String path) {
        requireNonNull(path, "path");
        if (path.isEmpty() || path.startsWith("/") || path.endsWith("/") || path.contains("//")) {
            throw new IllegalArgumentException("path must be names separated by one / each, got \"" + path + "\"");
        }
        return new Glob(GlobText.escape(path), path, List.of());
    }

    /** Reads what a person wrote, or a {@link #text}. */
    public static GlobOutcome parse(String pattern) {
        requireNonNull(pattern, "pattern");
        try {
            return new GlobOutcome.Parsed(read(pattern));
        } catch (GlobFault fault) {
            return new GlobOutcome.Malformed(fault.text());
        }
    }

    /**
     * The pattern text that matches {@code path} alone, for putting a known folder before a pattern: {@code
     * escape("app/[id]") + "/" + "*.ts"}.
     */
    public static String escape(String path) {
        return GlobText.escape(requireNonNull(path, "path"));
    }

    /**
     * Reads a {@link #key} again.
     *
     * @throws IllegalStateException when it is none
     */
    public static Glob ofKey(String key, boolean isPattern) {
        if (!isPattern) {
            return literal(key);
        }
        return switch (parse(key)) {
            case GlobOutcome.Parsed(Glob glob) -> glob;
            case GlobOutcome.Malformed(String why) ->
                throw new IllegalStateException("a stored pattern cannot be read: " + why);
        };
    }

    private static Glob read(String pattern) {
        List<GlobNode> nodes = GlobParser.parse(pattern);
        List<GlobAlternative> alternatives =
                expanded(nodes).stream().map(GlobAlternative::of).distinct().toList();
        Optional<String> path = alternatives.getFirst().literalPath();
        if (alternatives.size() == 1 && path.isPresent()) {
            return literal(path.get());
        }
        String text = GlobText.of(nodes);
        int length = Math.max(pattern.length(), text.length());
        if (length > LENGTH_MAX) {
            throw new GlobFault("it has " + length + " characters, at most " + LENGTH_MAX
                    + " are allowed; take a folder, or several shorter ones");
        }
        return new Glob(text, null, alternatives);
    }

    private static List<List<GlobNode>> expanded(List<GlobNode> nodes) {
        List<List<GlobNode>> lines = List.of(List.of());
        for (GlobNode node : nodes) {
            List<List<GlobNode>> endings = node instanceof GlobNode.Choice(List<List<GlobNode>> options)
                    ? options.stream()
                            .flatMap(option -> expanded(option).stream())
                            .toList()
                    : List.of(List.of(node));
            if (lines.size() * (long) endings.size() > ALTERNATIVES_MAX) {
                throw tooManyAlternatives();
            }
            lines = lines.stream()
                    .flatMap(line -> endings.stream().map(ending -> joined(line, ending)))
                    .toList();
        }
        return lines;
    }

    private static List<GlobNode> joined(List<GlobNode> line, List<GlobNode> ending) {
        List<GlobNode> whole = new ArrayList<>(line);
        whole.addAll(ending);
        return whole;
    }

    static GlobFault tooManyAlternatives() {
        return new GlobFault("its braces stand for more than " + ALTERNATIVES_MAX
                + " alternatives, the most allowed; take several globs");
    }

    /** The form for storing and showing; {@link #parse} reads it back into an equal glob. Literal paths have one text each. */
    public String text() {
        return text;
    }

    /** What a store compares: the path itself, or a pattern's {@link #text}; {@link #ofKey} reads it back. */
    public String key() {
        return path != null ? path : text;
    }

    /** Whether this is one path rather than a pattern. */
    public boolean isLiteral() {
        return path != null;
    }

    /** The one path that is covered, unescaped; empty for a pattern. */
    public Optional<String> literalPath() {
        return Optional.ofNullable(path);
    }

    /** A text that every matched path begins with; may end within a name; empty when nothing is known. */
    public String literalPrefix() {
        return literalPrefix;
    }

    /**
     * The deepest path known to be the same as, or a folder above, every matched path; empty for the project's folder. It is
     * the key that {@link GlobIndex} finds patterns by.
     */
    public String folder() {
        return folder;
    }

    /** Whether {@code path} is covered. Allocates nothing; at most (pattern × path) characters per alternative are compared. */
    public boolean matches(String path) {
        requireNonNull(path, "path");
        return this.path != null ? this.path.equals(path) : path.startsWith(literalPrefix) && matchesAny(path);
    }

    boolean matchesAny(CharSequence candidate) {
        for (int i = 0; i < alternatives.size(); i++) {
            if (alternatives.get(i).matches(candidate)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether some path is covered by both. Exact and symmetric. Two literal paths are compared, a path and a pattern are
     * matched; two patterns cost at most (characters × characters) steps for each pair of their alternatives.
     */
    public boolean overlaps(Glob other) {
        return overlaps(other, new Product());
    }

    boolean overlaps(Glob other, Product product) {
        if (path != null) {
            return other.matches(path);
        }
        if (other.path != null) {
            return matches(other.path);
        }
        boolean apart =
                !literalPrefix.startsWith(other.literalPrefix) && !other.literalPrefix.startsWith(literalPrefix);
        return !apart
                && alternatives.stream()
                        .anyMatch(mine -> other.alternatives.stream().anyMatch(theirs -> mine.meets(theirs, product)));
    }

    /**
     * The same as an extended regular expression of POSIX that a whole path is matched with, byte by byte in the C locale.
     * Each {@code char} of it is one byte; the paths are in UTF-8.
     */
    public String expression() {
        String choices = path != null
                ? Expression.literal(path)
                : alternatives.stream().map(GlobAlternative::expression).collect(Collectors.joining("|"));
        return "^(" + choices + ")$";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Glob glob && text.equals(glob.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
