package dev.tutti.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.Globs;
import dev.tutti.pool.PoolSettings.Way;
import dev.tutti.projects.Affected;
import dev.tutti.projects.ProjectId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Pairs of a receiver and an entry, judged by hand: {@code pool/relevance.txt}. Immutable. */
public final class RelevanceSet {

    /** From there on an entry counts as one that concerns its receiver. Source: the documents. */
    public static final double THRESHOLD = 0.3;

    private final List<PoolReader> receivers = new ArrayList<>();
    private final Map<String, List<String>> keywords = new HashMap<>();
    private final List<PoolEntry> entries = new ArrayList<>();
    private final Map<PoolEntry, Set<String>> concerned = new HashMap<>();

    /** How well a way of judging does. */
    public record Quality(int pairs, int told, int right, int wanted) {

        /** Of those told, how many it concerns. */
        public double precision() {
            return told == 0 ? 1 : (double) right / told;
        }

        /** Of those it concerns, how many are told. */
        public double recall() {
            return wanted == 0 ? 1 : (double) right / wanted;
        }
    }

    public RelevanceSet() {
        try (InputStream in = Objects.requireNonNull(
                RelevanceSet.class.getResourceAsStream("/pool/relevance.txt"), "pool/relevance.txt")) {
            new String(in.readAllBytes(), UTF_8).lines().forEach(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String line) {
        if (line.startsWith("#") || line.isBlank()) {
            return;
        }
        String[] kind = line.split(" ", 2);
        List<String> fields =
                Stream.of(kind[1].split("\\|", -1)).map(String::strip).toList();
        switch (kind[0]) {
            case "receiver" -> {
                List<Glob> paths = list(fields.get(3)).map(Glob::literal).toList();
                receivers.add(new PoolReader(fields.get(0), paths, List.of(), List.of(fields.get(1), fields.get(2))));
                keywords.put(fields.get(0), list(fields.get(4)).toList());
            }
            case "entry" -> {
                PoolEntry entry = entry(fields);
                entries.add(entry);
                concerned.put(entry, new HashSet<>(list(fields.get(5)).toList()));
            }
            default -> throw new IllegalArgumentException(line);
        }
    }

    private PoolEntry entry(List<String> fields) {
        PoolDraft draft = new PoolDraft(
                PoolAction.of(fields.get(0)).orElseThrow(),
                "",
                fields.get(1),
                fields.get(2),
                fields.get(3),
                list(fields.get(3)).map(RelevanceSet::affected).toList(),
                fields.get(4),
                Optional.empty(),
                Origin.BLOCK,
                "");
        return new PoolEntry(
                new EntryId(entries.size() + 1L),
                new ProjectId(1),
                draft,
                new InstanceId(1),
                "Z",
                Instant.EPOCH,
                Instant.EPOCH.plus(Duration.ofHours(1)),
                Optional.empty());
    }

    private static Stream<String> list(String text) {
        return Stream.of(text.split(",")).map(String::strip).filter(each -> !each.isEmpty());
    }

    private static Affected affected(String path) {
        return new Affected(path, path.endsWith("/") ? Globs.glob(path + "**") : Glob.literal(path));
    }

    /** How well a way of judging does on all pairs. */
    public Quality quality(Way way) {
        PoolSettings settings = new PoolSettings(
                way,
                way == Way.KEYWORDS ? keywords : Map.of(),
                THRESHOLD,
                true,
                true,
                Duration.ofHours(1),
                Duration.ofDays(90));
        int told = 0;
        int right = 0;
        int wanted = 0;
        for (PoolReader receiver : receivers) {
            Map<PoolEntry, Relevance> judged = Pool.relevance(entries, receiver, settings);
            for (PoolEntry entry : entries) {
                boolean concerns = concerned.getOrDefault(entry, Set.of()).contains(receiver.name());
                boolean isTold = Objects.requireNonNull(judged.get(entry)).score() >= THRESHOLD;
                told += isTold ? 1 : 0;
                wanted += concerns ? 1 : 0;
                right += isTold && concerns ? 1 : 0;
            }
        }
        return new Quality(receivers.size() * entries.size(), told, right, wanted);
    }

    /** Pairs that a way of judging gets wrong, a line each. */
    public List<String> mistakes(Way way) {
        PoolSettings settings = new PoolSettings(
                way,
                way == Way.KEYWORDS ? keywords : Map.of(),
                THRESHOLD,
                true,
                true,
                Duration.ofHours(1),
                Duration.ofDays(90));
        List<String> mistakes = new ArrayList<>();
        for (PoolReader receiver : receivers) {
            Pool.relevance(entries, receiver, settings).forEach((entry, relevance) -> {
                boolean concerns = concerned.getOrDefault(entry, Set.of()).contains(receiver.name());
                if (concerns != relevance.score() >= THRESHOLD) {
                    mistakes.add(receiver.name() + (concerns ? " is not told " : " is told ")
                            + entry.draft().topic() + ": " + relevance.score() + " " + relevance.reasons());
                }
            });
        }
        return mistakes;
    }
}
