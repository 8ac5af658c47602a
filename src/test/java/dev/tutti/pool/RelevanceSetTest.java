package dev.tutti.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.pool.PoolSettings.Way;
import dev.tutti.pool.RelevanceSet.Quality;
import org.junit.jupiter.api.Test;

final class RelevanceSetTest {

    @Test
    void theDefaultBeatsKeywordsOnBoth() {
        RelevanceSet set = new RelevanceSet();
        Quality words = set.quality(Way.WORDS);
        Quality keywords = set.quality(Way.KEYWORDS);

        assertThat(words.pairs()).isGreaterThanOrEqualTo(60);
        assertThat(words.precision())
                .as(String.join("\n", set.mistakes(Way.WORDS)))
                .isGreaterThan(keywords.precision());
        assertThat(words.recall())
                .as(String.join("\n", set.mistakes(Way.WORDS)))
                .isGreaterThan(keywords.recall());
    }
}
