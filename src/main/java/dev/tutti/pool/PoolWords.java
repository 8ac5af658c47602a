package dev.tutti.pool;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words of a text as they are searched and compared: whole words without their usual endings, never parts of words. */
final class PoolWords {

    /** Different words of one entry that are searched; the first are. */
    static final int INDEXED_MAX = 64;

    private static final int LENGTH_MIN = 2;
    private static final int LENGTH_MAX = 40;
    private static final int STEM_MIN = 4;

    /** Text beyond that has no words. */
    private static final int TEXT_MAX = 20_000;

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern HUMP = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

    /** Words that say nothing about what a text is about. */
    private static final Set<String> EMPTY = Set.of(
            "the", "and", "for", "with", "that", "this", "from", "into", "are", "was", "were", "has", "have", "had",
            "not", "but", "its", "all", "any", "can", "now", "will", "been", "being", "than", "then", "when", "where",
            "which", "who", "why", "how", "our", "your", "their", "they", "you", "she", "him", "her", "out", "off",
            "per", "via", "etc", "also", "only", "just", "some", "more", "most", "other", "others", "such", "so", "of",
            "to", "in", "on", "at", "by", "is", "it", "an", "as", "be", "or", "if", "no", "we", "do", "up", "my", "me");

    private PoolWords() {}

    /** All of them in their order, the same ones repeated. */
    static List<String> of(String text) {
        String bounded = text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
        return BETWEEN.splitAsStream(bounded)
                .flatMap(PoolWords::withParts)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> word.length() <= LENGTH_MAX)
                .filter(word -> word.length() >= LENGTH_MIN || isIdeograph(word))
                .filter(word -> !EMPTY.contains(word))
                .map(PoolWords::stem)
                .toList();
    }

    /** Different ones, the first that fit. */
    static List<String> indexed(String... texts) {
        Set<String> words = new LinkedHashSet<>();
        Stream.of(texts).forEach(text -> words.addAll(of(text)));
        return words.stream().limit(INDEXED_MAX).toList();
    }

    /** A name in camel case is a word, and so is each hump of it. */
    private static Stream<String> withParts(String word) {
        String[] humps = HUMP.split(word);
        return humps.length == 1 ? Stream.of(word) : Stream.concat(Stream.of(word), Stream.of(humps));
    }

    private static boolean isIdeograph(String word) {
        return !word.isEmpty() && Character.isIdeographic(word.codePointAt(0));
    }

    /** Without the ending of a plural or a verb, so that "fixed locks" are found by "fix lock". */
    private static String stem(String word) {
        String stem = word;
        if (stem.endsWith("ies") && stem.length() > STEM_MIN) {
            stem = stem.substring(0, stem.length() - 3) + "y";
        } else if (stem.endsWith("s") && !stem.endsWith("ss") && !stem.endsWith("us") && stem.length() >= STEM_MIN) {
            stem = stem.substring(0, stem.length() - 1);
        }
        for (String ending : List.of("ing", "ed")) {
            if (stem.endsWith(ending) && stem.length() - ending.length() >= 3) {
                return withoutDouble(stem.substring(0, stem.length() - ending.length()));
            }
        }
        return stem.endsWith("e") && stem.length() > STEM_MIN ? stem.substring(0, stem.length() - 1) : stem;
    }

    private static String withoutDouble(String stem) {
        int last = stem.length() - 1;
        boolean doubled =
                last > 1 && stem.charAt(last) == stem.charAt(last - 1) && "lsz".indexOf(stem.charAt(last)) < 0;
        return doubled ? stem.substring(0, last) : stem;
    }
}
