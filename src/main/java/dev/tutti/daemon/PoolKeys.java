package dev.tutti.daemon;

import static dev.tutti.kernel.config.SettingTypes.choice;
import static dev.tutti.kernel.config.SettingTypes.duration;
import static dev.tutti.kernel.config.SettingTypes.list;
import static dev.tutti.kernel.config.SettingTypes.number;
import static dev.tutti.kernel.config.SettingTypes.text;

import dev.tutti.flows.PathGlob;
import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.config.Reach;
import dev.tutti.kernel.config.Setting;
import dev.tutti.pool.PoolSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The settings of the pool, and the plain values that are made of them. */
final class PoolKeys {

    private static final int DOMAINS_MAX = 64;
    private static final int CRITICAL_MAX = 64;
    private static final int DOMAIN_CHARACTERS_MAX = 2_000;

    /** Below what the documents show nobody an entry, in percent. */
    private static final long KEYWORDS_PERCENT = 30;

    private static final double PERCENT = 100;

    static final Setting<Duration> TTL = Setting.of(
                    "pool.ttl",
                    duration(Duration.ofSeconds(1), Duration.ofDays(90)),
                    Duration.ofHours(1),
                    "how long an entry of the pool lives unless it or its action says otherwise")
            .reach(Reach.PROJECT);

    static final Setting<String> COMPACT = Setting.of(
                    "pool.compact",
                    choice("true", "false"),
                    "true",
                    "whether a session that begins is told one line of each entry, or all of it")
            .reach(Reach.PROJECT);

    static final Setting<String> RELEVANCE = Setting.of(
                    "pool.relevance",
                    choice("words", "keywords"),
                    "words",
                    "what tells whom an entry concerns: paths and words it shares with what they do, or keywords alone")
            .reach(Reach.PROJECT);

    static final Setting<List<String>> DOMAINS = Setting.of(
                    "pool.domains",
                    list(text("NAME: KEYWORD, KEYWORD ...", PoolKeys::isDomain), DOMAINS_MAX),
                    List.<String>of(),
                    "the keywords of instances, by name")
            .reach(Reach.PROJECT);

    static final Setting<Long> THRESHOLD = Setting.of(
                    "pool.threshold",
                    number(-1, 100),
                    -1L,
                    "entries that concern somebody by less percent are not shown to it; -1: 30 with keywords, else 0")
            .reach(Reach.PROJECT);

    static final Setting<String> BLOCKS = Setting.of(
                    "pool.blocks",
                    choice("all", "relevant"),
                    "all",
                    "who is shown entries that block or unblock something: everybody, or whom they concern")
            .reach(Reach.PROJECT);

    static final Setting<List<String>> CRITICAL = Setting.of(
                    "pool.critical",
                    list(text("GLOB", text -> PathGlob.parse(text).isPresent()), CRITICAL_MAX),
                    List.<String>of(),
                    "paths whose changes are told to everybody, at most once in five minutes of one session")
            .reach(Reach.PROJECT);

    static final Setting<Long> DAYS = Setting.of(
            "pool.keep_days", number(1, 3_650), 90L, "how many days entries of the pool are kept once they are over");

    static final List<Setting<?>> ALL = List.of(TTL, COMPACT, RELEVANCE, DOMAINS, THRESHOLD, BLOCKS, CRITICAL, DAYS);

    private PoolKeys() {}

    static PoolSettings of(Configuration configuration) {
        Map<String, List<String>> domains = new HashMap<>();
        for (String each : configuration.get(DOMAINS)) {
            int colon = each.indexOf(':');
            domains.put(
                    each.substring(0, colon).strip(),
                    Stream.of(each.substring(colon + 1).split(","))
                            .map(String::strip)
                            .filter(word -> !word.isEmpty())
                            .toList());
        }
        return new PoolSettings(
                PoolSettings.Way.valueOf(configuration.get(RELEVANCE).toUpperCase(Locale.ROOT)),
                domains,
                threshold(configuration),
                configuration.get(BLOCKS).equals("all"),
                configuration.get(COMPACT).equals("true"),
                configuration.get(TTL),
                Duration.ofDays(configuration.get(DAYS)));
    }

    /** The documents' way withholds below 0.3 unless somebody says otherwise, the other one nothing. */
    private static double threshold(Configuration configuration) {
        long percent = configuration.get(THRESHOLD);
        boolean keywords = configuration.get(RELEVANCE).equals("keywords");
        return (percent >= 0 ? percent : keywords ? KEYWORDS_PERCENT : 0) / PERCENT;
    }

    private static boolean isDomain(String text) {
        return text.length() <= DOMAIN_CHARACTERS_MAX && text.matches("[^:]*[^:\\s][^:]*:.*[^,\\s].*");
    }
}
