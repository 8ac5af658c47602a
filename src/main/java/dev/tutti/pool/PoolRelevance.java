package dev.tutti.pool;

import dev.tutti.kernel.glob.Glob;
import dev.tutti.pool.PoolSettings.Way;
import dev.tutti.projects.Affected;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How much entries concern a reader. Each kind of evidence is a probability of its own, and they are joined as independent
 * ones: no single one is needed, and each more only adds. Words count the more the fewer entries have them (TF-IDF). Pure.
 */
final class PoolRelevance {

    /** The entry is about a path that the reader works on. */
    private static final double SAME_PATH = 0.85;

    /** It is about a path that the reader read or changed lately. */
    private static final double RECENT_PATH = 0.6;

    /** It is about a path beside one of those that it works on. */
    private static final double SAME_FOLDER = 0.4;

    /** It has a word that a file has which the reader works on. */
    private static final double NAMED = 0.32;

    /** It shares all its words with what the reader says it does. */
    private static final double SAME_WORDS = 0.9;

    /** Two texts of a few words that share so much are about one thing. */
    private static final double COSINE_FULL = 0.45;

    /** It blocks or unblocks something. */
    private static final double BLOCKS = 0.2;

    /** It is about something that goes on. */
    private static final double OPEN = 0.05;

    /** Source: the documents' formula. */
    private static final double PER_KEYWORD = 2.0;

    /** One word in common may be chance. */
    private static final int WORDS_FULL = 2;

    private static final int REASON_WORDS_MAX = 5;

    /** Words of paths and of everybody's work, which tell nothing about what somebody works on. */
    private static final Set<String> EVERYBODYS = new HashSet<>(PoolWords.of(
            "src lib app main py js ts tsx jsx java kt go rs rb c h cpp md txt json yml yaml toml html css sql sh "
                    + "fix fixed add added make made move moved write written rewrite update change use using new need "
                    + "work working engineer developer agent"));

    private final PoolReader reader;
    private final PoolSettings settings;
    private final Map<String, Double> rarity;
    private final Set<String> own;
    private final Set<String> names;

    /** @param corpus the entries that are judged together, by which it is known which words are rare */
    PoolRelevance(PoolReader reader, Collection<PoolDraft> corpus, PoolSettings settings) {
        this.reader = reader;
        this.settings = settings;
        this.rarity = rarity(corpus);
        this.own = new HashSet<>();
        reader.texts().forEach(text -> own.addAll(PoolWords.of(text)));
        reader.paths().forEach(path -> own.addAll(PoolWords.of(path.text())));
        own.removeAll(EVERYBODYS);
        this.names = new HashSet<>();
        reader.paths().forEach(path -> names.addAll(PoolWords.of(fileName(path.text()))));
        names.retainAll(own);
    }

    private static String fileName(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.indexOf('.') > 0 ? name.substring(0, name.indexOf('.')) : name;
    }

    private static Map<String, Double> rarity(Collection<PoolDraft> corpus) {
        Map<String, Integer> having = new HashMap<>();
        corpus.forEach(draft -> words(draft).forEach(word -> having.merge(word, 1, Integer::sum)));
        Map<String, Double> rarity = new HashMap<>();
        having.forEach((word, count) -> rarity.put(word, Math.log(1.0 + (corpus.size() + 1.0) / count)));
        return rarity;
    }

    private static Set<String> words(PoolDraft draft) {
        return new HashSet<>(PoolWords.indexed(draft.topic(), draft.affects(), draft.blocks(), draft.summary()));
    }

    Relevance of(PoolDraft draft) {
        return settings.way() == Way.KEYWORDS ? byKeywords(draft) : byEverything(draft);
    }

    private Relevance byKeywords(PoolDraft draft) {
        List<String> keywords = domain();
        boolean urgent = settings.blocksToAll() && !draft.blocks().isEmpty();
        if (keywords.isEmpty()) {
            return new Relevance(
                    0, true, List.of("no keywords are configured for " + reader.name() + ", so nothing is withheld"));
        }
        List<String> reasons = new ArrayList<>();
        double score = keywords(draft, keywords, reasons);
        if (urgent) {
            reasons.add("it blocks or unblocks something, so everybody is shown it");
        }
        return new Relevance(rounded(score), urgent || score >= settings.threshold(), reasons);
    }

    private Relevance byEverything(PoolDraft draft) {
        List<String> reasons = new ArrayList<>();
        double miss = 1;
        miss *= 1 - paths(draft, reasons);
        miss *= 1 - sharedWords(draft, reasons);
        miss *= 1 - (domain().isEmpty() ? 0 : keywords(draft, domain(), reasons));
        if (!draft.blocks().isEmpty()) {
            reasons.add("it blocks or unblocks something");
            miss *= 1 - BLOCKS;
        }
        if (draft.action().isOpen()) {
            reasons.add("it goes on");
            miss *= 1 - OPEN;
        }
        double score = rounded(1 - miss);
        boolean urgent = settings.blocksToAll() && !draft.blocks().isEmpty();
        return new Relevance(score, urgent || score >= settings.threshold(), reasons);
    }

    private List<String> domain() {
        return settings.domains().getOrDefault(reader.name(), List.of());
    }

    /** The documents' formula over whole words: twice the part of the keywords that the entry has. */
    private static double keywords(PoolDraft draft, List<String> keywords, List<String> reasons) {
        Set<String> words = new HashSet<>(PoolWords.of(draft.topic() + " " + draft.summary() + " " + draft.affects()));
        List<String> hits = keywords.stream()
                .filter(keyword -> {
                    List<String> parts = PoolWords.of(keyword);
                    return !parts.isEmpty() && words.containsAll(parts);
                })
                .toList();
        if (!hits.isEmpty()) {
            reasons.add("it has " + hits.size() + " of " + keywords.size() + " keywords: " + String.join(", ", hits));
        }
        return Math.min(PER_KEYWORD * hits.size() / keywords.size(), 1);
    }

    private double paths(PoolDraft draft, List<String> reasons) {
        for (Affected affected : draft.paths()) {
            if (reader.paths().stream().anyMatch(affected.pattern()::overlaps)) {
                reasons.add("it affects " + affected.path() + ", which " + reader.name() + " works on");
                return SAME_PATH;
            }
        }
        for (Affected affected : draft.paths()) {
            if (reader.recent().stream().anyMatch(affected.pattern()::overlaps)) {
                reasons.add("it affects " + affected.path() + ", which " + reader.name() + " read or changed lately");
                return RECENT_PATH;
            }
        }
        for (Affected affected : draft.paths()) {
            for (Glob path : reader.paths()) {
                if (isBeside(affected.pattern(), path)) {
                    reasons.add("it affects " + affected.path() + ", beside " + path.text() + " of " + reader.name());
                    return SAME_FOLDER;
                }
            }
        }
        return 0;
    }

    private static boolean isBeside(Glob one, Glob other) {
        String folder = parent(one);
        return !folder.isEmpty() && folder.equals(parent(other));
    }

    private static String parent(Glob glob) {
        String folder = glob.folder();
        int end = glob.isLiteral() ? folder.lastIndexOf('/') : folder.length();
        return end < 0 ? "" : folder.substring(0, end);
    }

    private double sharedWords(PoolDraft draft, List<String> reasons) {
        Set<String> words = words(draft);
        Set<String> shared = new TreeSet<>(words);
        shared.retainAll(own);
        if (shared.isEmpty()) {
            return 0;
        }
        boolean named = shared.stream().anyMatch(names::contains);
        double cosine =
                shared.stream().mapToDouble(word -> square(weight(word))).sum()
                        / (norm(topicWords(draft, shared)) * norm(own));
        reasons.add("it shares words with what " + reader.name() + " does: "
                + String.join(", ", shared.stream().limit(REASON_WORDS_MAX).toList()));
        double several = Math.min(1, (double) shared.size() / WORDS_FULL);
        double bySharing = SAME_WORDS * several * Math.min(1, cosine / COSINE_FULL);
        return 1 - (1 - bySharing) * (named ? 1 - NAMED : 1);
    }

    /** A long summary must not drown what the topic says: of it only what is shared counts. */
    private static Set<String> topicWords(PoolDraft draft, Set<String> shared) {
        Set<String> words = new HashSet<>(PoolWords.of(draft.topic()));
        words.addAll(shared);
        return words;
    }

    private double norm(Set<String> words) {
        return Math.sqrt(
                words.stream().mapToDouble(word -> square(weight(word))).sum());
    }

    /** A word of no entry is as rare as can be. */
    private double weight(String word) {
        return rarity.getOrDefault(word, Math.log(2.0 + rarity.size() / 10.0));
    }

    private static double square(double value) {
        return value * value;
    }

    private static double rounded(double score) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.2f", score));
    }
}
