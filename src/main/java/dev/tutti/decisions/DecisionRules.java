package dev.tutti.decisions;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a draft may say, and which decisions contradict each other; pure. */
final class DecisionRules {

    /** Source: the documents' schema. */
    static final int TITLE_MAX = 100;

    /** Source: the documents' schema. */
    static final int DESCRIPTION_MAX = 500;

    static final int TEXT_MAX = 2_000;
    static final int ALTERNATIVES_MAX = 10;
    static final int ALTERNATIVE_MAX = 200;
    static final int PATHS_MAX = 50;
    static final int DEPENDENCIES_MAX = 20;

    private DecisionRules() {}

    /** Everything that keeps a draft from being a decision, each naming its field; empty when it may be one. */
    static List<String> faults(Draft draft) {
        List<String> faults = new ArrayList<>();
        oneOf(faults, "category", draft.category(), Draft.CATEGORIES);
        oneOf(faults, "scope", draft.scope(), Draft.SCOPES);
        if (draft.title().isBlank()) {
            faults.add("title: is missing");
        }
        if (draft.title().contains("\n")) {
            faults.add("title: has more than one line");
        }
        longest(faults, "title", draft.title(), TITLE_MAX);
        longest(faults, "description", draft.description(), DESCRIPTION_MAX);
        longest(faults, "problem", draft.problem(), TEXT_MAX);
        longest(faults, "rationale", draft.rationale(), TEXT_MAX);
        most(faults, "alternatives", draft.alternatives(), ALTERNATIVES_MAX);
        draft.alternatives().forEach(each -> longest(faults, "alternatives", each, ALTERNATIVE_MAX));
        if (draft.alternatives().stream().anyMatch(each -> each.isBlank() || each.contains("\n"))) {
            faults.add("alternatives: each is one line with something on it");
        }
        most(faults, "paths", draft.paths(), PATHS_MAX);
        most(faults, "dependencies", draft.dependencies(), DEPENDENCIES_MAX);
        return faults;
    }

    private static void oneOf(List<String> faults, String field, String value, List<String> known) {
        if (!known.contains(value)) {
            faults.add(field + ": is one of " + String.join(", ", known));
        }
    }

    private static void longest(List<String> faults, String field, String value, int max) {
        int length = value.codePointCount(0, value.length());
        if (length > max) {
            faults.add(field + ": has " + length + " characters, at most " + max);
        }
    }

    private static void most(List<String> faults, String field, List<?> values, int max) {
        if (values.size() > max) {
            faults.add(field + ": there are " + values.size() + ", at most " + max);
        }
    }

    /**
     * Whether two decide the same thing: one category and scope, and paths that overlap, or both are about no path in
     * particular and have words of their titles in common.
     */
    static boolean sameMatter(Draft one, Draft other) {
        if (!one.category().equals(other.category()) || !one.scope().equals(other.scope())) {
            return false;
        }
        if (one.paths().isEmpty() != other.paths().isEmpty()) {
            return false;
        }
        return one.paths().isEmpty()
                ? words(one.title()).anyMatch(word -> words(other.title()).anyMatch(word::equals))
                : one.paths().stream()
                        .anyMatch(a ->
                                other.paths().stream().anyMatch(b -> a.pattern().overlaps(b.pattern())));
    }

    private static Stream<String> words(String title) {
        return Stream.of(title.toLowerCase(java.util.Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> word.length() > 3);
    }
}
