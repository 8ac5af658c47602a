package dev.tutti.bench;

import dev.tutti.pool.PoolSettings.Way;
import dev.tutti.pool.RelevanceSet;
import dev.tutti.pool.RelevanceSet.Quality;
import java.util.Locale;

/** The main of {@code bench/relevance}. */
final class RelevanceQuality {

    private RelevanceQuality() {}

    public static void main(String[] arguments) {
        RelevanceSet set = new RelevanceSet();
        System.out.println(
                "Whom pool entries concern, judged by hand (src/test/resources/pool/relevance.txt), threshold "
                        + RelevanceSet.THRESHOLD);
        for (Way way : Way.values()) {
            Quality quality = set.quality(way);
            System.out.println(String.format(
                    Locale.ROOT,
                    "  %-9s %d pairs, %d of them concern: precision %.2f, recall %.2f",
                    way.name().toLowerCase(Locale.ROOT),
                    quality.pairs(),
                    quality.wanted(),
                    quality.precision(),
                    quality.recall()));
            set.mistakes(way).forEach(mistake -> System.out.println("    " + mistake));
        }
    }
}
