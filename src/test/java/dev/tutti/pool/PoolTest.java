package dev.tutti.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.Globs;
import dev.tutti.kernel.store.Tx;
import dev.tutti.pool.Pool.Author;
import dev.tutti.pool.PoolOutcome.Faulty;
import dev.tutti.pool.PoolOutcome.Known;
import dev.tutti.pool.PoolOutcome.Posted;
import dev.tutti.projects.Affected;
import dev.tutti.projects.Monitor;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@OnBothStores
final class PoolTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Stage stage;
    private final Pool pool;
    private final Instance ann;
    private final Instance bob;

    PoolTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        pool = stage.rooms().pool();
        var repo = stage.repository("repo");
        Actor first = stage.actor("ann", 101, repo);
        first.prompt("x");
        Actor second = stage.actor("bob", 102, repo);
        second.prompt("x");
        ann = first.instance().orElseThrow();
        bob = second.instance().orElseThrow();
    }

    @Test
    void whatIsStoredIsWhatWasSaid() {
        PoolDraft draft = new PoolDraft(
                PoolAction.SIGNALING,
                "researched",
                "Hailo at 40 %",
                "Better batching\ncould double it",
                "src/ppe.py, docs/**",
                List.of(affected("src/ppe.py"), affected("docs/**")),
                "Orin work",
                Optional.empty(),
                Origin.BLOCK,
                "k1");

        PoolEntry stored = posted(ann, draft).entry();

        assertThat(find(stored)).isEqualTo(stored);
        assertThat(stored.draft()).isEqualTo(draft);
        assertThat(stored.authorName()).isEqualTo("A");
        assertThat(EntryId.of(stored.id().publicId())).contains(stored.id());
    }

    @Test
    void aKeyIsPostedUnderOnceByEachAuthor() {
        PoolDraft draft = draft(PoolAction.COMPLETED, "one").under("key");
        posted(ann, draft);

        assertThat(post(ann, draft)).isInstanceOf(Known.class);
        assertThat(post(bob, draft)).isInstanceOf(Posted.class);
        assertThat(all()).hasSize(2);
    }

    @Test
    void aDraftThatBreaksBoundsIsToldEveryFieldAndLeavesNothing() {
        PoolDraft draft = new PoolDraft(
                PoolAction.CLAIMED,
                "",
                "two\nlines",
                "x".repeat(300_000),
                "",
                List.of(),
                "",
                Optional.of(Duration.ofDays(91)),
                Origin.POSTED,
                "");

        assertThat(post(ann, draft))
                .isInstanceOfSatisfying(
                        Faulty.class,
                        faulty -> assertThat(faulty.faults())
                                .hasSize(3)
                                .allMatch(fault -> fault.matches("(topic|summary|ttl): .*")));
        assertThat(all()).isEmpty();
    }

    @Test
    void entriesLiveAsLongAsTheirActionOrTheySay() {
        posted(ann, draft(PoolAction.COMPLETED, "usual"));
        posted(ann, draft(PoolAction.BLOCKED, "a day"));
        posted(ann, draft(PoolAction.CLAIMED, "until the end"));
        posted(ann, lasting(draft(PoolAction.SIGNALING, "ten seconds"), Duration.ofSeconds(10)));
        posted(ann, lasting(draft(PoolAction.CLAIMED, "a claim of two hours"), Duration.ofHours(2)));

        assertThat(recent()).containsExactly("a claim of two hours", "ten seconds", "until the end", "a day", "usual");
        stage.ticker().pass(Duration.ofSeconds(10));
        assertThat(recent()).doesNotContain("ten seconds").hasSize(4);
        stage.ticker().pass(HOUR);
        assertThat(recent()).containsExactly("a claim of two hours", "until the end", "a day");
        stage.ticker().pass(Duration.ofHours(24));
        assertThat(recent()).containsExactly("until the end");
        in((tx, _) -> pool.expire(tx));
        assertThat(recent()).containsExactly("until the end");
        assertThat(all()).hasSize(5).filteredOn(entry -> entry.end().isEmpty()).hasSize(1);
    }

    @Test
    void whatAnAuthorCompletesIsOver() {
        PoolEntry claim = posted(ann, draft(PoolAction.CLAIMED, "ASUS visual server refactor"))
                .entry();
        PoolEntry byPath = posted(ann, about(draft(PoolAction.CLAIMED, "something"), "src/auth/**"))
                .entry();
        PoolEntry others = posted(bob, draft(PoolAction.CLAIMED, "ASUS visual server refactor"))
                .entry();

        assertThat(posted(ann, about(draft(PoolAction.COMPLETED, "Refactored the ASUS visual server"), "src/auth/a.py"))
                        .ended())
                .extracting(PoolEntry::id)
                .containsExactlyInAnyOrder(claim.id(), byPath.id());
        assertThat(find(claim).end()).contains(PoolEnd.COMPLETED);
        assertThat(find(others).end()).isEmpty();
    }

    @Test
    void whatNobodySaidEndsNothing() {
        PoolEntry claim = posted(ann, about(draft(PoolAction.CLAIMED, "Visual refactor"), "src/visual/**"))
                .entry();
        PoolEntry blocked =
                posted(bob, draft(PoolAction.BLOCKED, "Visual refactor")).entry();

        for (Origin origin : List.of(Origin.COMMIT, Origin.TESTS, Origin.STATEMENT, Origin.IMPORTED)) {
            PoolDraft step = about(draft(PoolAction.COMPLETED, "Visual refactor"), "src/visual/a.py");
            posted(
                    ann,
                    new PoolDraft(
                            step.action(),
                            "",
                            step.topic(),
                            "",
                            step.affects(),
                            step.paths(),
                            "",
                            step.ttl(),
                            origin,
                            ""));
        }

        assertThat(find(claim).end()).isEmpty();
        assertThat(find(blocked).end()).isEmpty();
    }

    @Test
    void whatBlocksSomebodyIsAnsweredByWhoeverCompletesIt() {
        PoolEntry blocked = posted(ann, draft(PoolAction.BLOCKED, "Oracle training data access"))
                .entry();

        posted(bob, draft(PoolAction.COMPLETED, "Training of another model"));
        assertThat(find(blocked).end()).isEmpty();
        posted(bob, draft(PoolAction.COMPLETED, "Oracle training data access restored"));
        assertThat(find(blocked).end()).contains(PoolEnd.ANSWERED);
    }

    @Test
    void claimsEndWithTheirAuthor() {
        PoolEntry claim = posted(ann, draft(PoolAction.CLAIMED, "mine")).entry();
        PoolEntry blocked = posted(ann, draft(PoolAction.BLOCKED, "stuck")).entry();

        List<PoolEntry> over = in((tx, monitor) -> pool.authorGone(tx, monitor, ann));

        assertThat(over).extracting(PoolEntry::id).containsExactly(claim.id());
        assertThat(find(claim).end()).contains(PoolEnd.AUTHOR_GONE);
        assertThat(find(blocked).end()).isEmpty();
    }

    @Test
    void aReaderIsHandedWhatOthersPostOnceAndOnlyAfterItWasTold() {
        in((tx, _) -> {
            pool.forget(tx, bob.id());
            return bob;
        });
        posted(ann, draft(PoolAction.COMPLETED, "before"));
        Optional<List<PoolEntry>> never = in((tx, monitor) -> pool.unread(tx, monitor.project(), bob.id(), 10));
        assertThat(never).isEmpty();
        in((tx, monitor) -> {
            pool.read(tx, bob.id(), pool.newest(tx, monitor.project()));
            return bob;
        });
        assertThat(unread()).isEmpty();
        posted(bob, draft(PoolAction.COMPLETED, "own"));
        posted(ann, lasting(draft(PoolAction.COMPLETED, "over"), Duration.ofSeconds(1)));
        PoolEntry last = posted(ann, draft(PoolAction.COMPLETED, "after")).entry();
        stage.ticker().pass(Duration.ofSeconds(2));

        assertThat(unread()).containsExactly("after");
        in((tx, _) -> {
            pool.read(tx, bob.id(), last.id());
            return last;
        });
        assertThat(unread()).isEmpty();
    }

    @Test
    void claimsOnAPathAreWarnedOfOnce() {
        posted(ann, about(draft(PoolAction.CLAIMED, "visual"), "src/visual/**", "**/auth.py"));
        posted(bob, about(draft(PoolAction.COMPLETED, "done"), "src/visual/a.py"));

        assertThat(warnings("src/other.py", bob)).isEmpty();
        assertThat(warnings("src/visual/a.py", ann)).isEmpty();
        assertThat(warnings("src/visual/a.py", bob)).containsExactly("visual");
        assertThat(warnings("lib/auth.py", bob)).isEmpty();
        in((tx, _) -> {
            pool.forget(tx, bob.id());
            return bob;
        });
        assertThat(warnings("lib/auth.py", bob)).containsExactly("visual");
    }

    @Test
    void entriesAreFoundByWhatTheySay() {
        posted(ann, draft(PoolAction.COMPLETED, "Auth token refresh fix"));
        posted(bob, draft(PoolAction.BLOCKED, "Visual perception, 100% stuck"));
        stage.ticker().pass(HOUR);
        posted(bob, about(draft(PoolAction.CLAIMED, "Router"), "src/pipeline.py"));

        assertThat(query(filter()))
                .containsExactly("Router", "Visual perception, 100% stuck", "Auth token refresh fix");
        assertThat(query(new PoolFilter(
                        Optional.of(stage.ticker().wall().minus(Duration.ofMinutes(5))),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        10)))
                .containsExactly("Router");
        assertThat(query(by(Optional.of("B"), Optional.empty(), Optional.empty(), Optional.empty())))
                .hasSize(2);
        assertThat(query(by(Optional.empty(), Optional.of(PoolAction.BLOCKED), Optional.empty(), Optional.empty())))
                .containsExactly("Visual perception, 100% stuck");
        assertThat(query(by(Optional.empty(), Optional.empty(), Optional.of("VISUAL"), Optional.empty())))
                .containsExactly("Visual perception, 100% stuck");
        assertThat(query(by(Optional.empty(), Optional.empty(), Optional.of("100%"), Optional.empty())))
                .hasSize(1);
        assertThat(query(by(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("tokens refreshed"))))
                .containsExactly("Auth token refresh fix");
        assertThat(query(by(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("pipeline"))))
                .containsExactly("Router");
        assertThat(query(by(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("tok"))))
                .isEmpty();
    }

    @Test
    void pagesFollowOneAnotherAndLongSummariesAreReadInFullOnlyWhereWanted() {
        IntStream.range(0, 5).forEach(i -> posted(ann, summed("entry " + i, "x".repeat(5_000))));

        Optional<PoolEntry> after = Optional.empty();
        StringBuilder topics = new StringBuilder();
        for (int page = 0; page < 3; page++) {
            Optional<PoolEntry> last = after;
            PoolFilter two = new PoolFilter(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 2);
            List<PoolEntry> found = in((tx, monitor) -> pool.page(tx, monitor.project(), two, last, true));
            found.forEach(entry -> topics.append(entry.draft().topic().charAt(6)));
            assertThat(found).allMatch(entry -> entry.draft().summary().length() == 5_000);
            after = Optional.of(found.getLast());
        }
        assertThat(topics).hasToString("43210");
        assertThat(all()).allMatch(entry -> entry.draft().summary().length() == 2_000);
        List<PoolCount> counts = in((tx, monitor) -> pool.counts(tx, monitor.project(), filter()));
        assertThat(counts).containsExactly(new PoolCount("A", PoolAction.SIGNALING, 5));
    }

    private static PoolDraft summed(String topic, String summary) {
        return new PoolDraft(
                PoolAction.SIGNALING, "", topic, summary, "", List.of(), "", Optional.empty(), Origin.POSTED, "");
    }

    @Test
    void openEntriesStayInSightHoweverManyCome() {
        posted(ann, draft(PoolAction.CLAIMED, "the downtime"));
        IntStream.range(0, 30).forEach(i -> posted(bob, draft(PoolAction.COMPLETED, "step " + i)));

        assertThat(recent())
                .hasSize(Pool.RECENT_MAX + 1)
                .endsWith("the downtime")
                .startsWith("step 29");
    }

    @Test
    void whatIsOverIsPrunedByAgeAndWhatLivesIsNot() {
        posted(ann, about(draft(PoolAction.COMPLETED, "old"), "src/a"));
        posted(ann, about(draft(PoolAction.CLAIMED, "claim"), "src/b"));
        stage.ticker().pass(Duration.ofDays(91));
        in((tx, _) -> pool.expire(tx));

        in((tx, monitor) -> pool.prune(tx, monitor.project(), tx.now().minus(Duration.ofDays(90))));

        assertThat(query(filter())).containsExactly("claim");
    }

    private static PoolFilter filter() {
        return by(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static PoolFilter by(
            Optional<String> author, Optional<PoolAction> action, Optional<String> topic, Optional<String> search) {
        return new PoolFilter(Optional.empty(), author, action, topic, search, 10);
    }

    private List<String> query(PoolFilter filter) {
        return in((tx, monitor) -> pool.list(tx, monitor.project(), filter)).stream()
                .map(entry -> entry.draft().topic())
                .toList();
    }

    private List<PoolEntry> all() {
        return in((tx, monitor) -> pool.list(tx, monitor.project(), filter()));
    }

    private List<String> recent() {
        return in((tx, monitor) -> pool.recent(tx, monitor.project())).stream()
                .map(entry -> entry.draft().topic())
                .toList();
    }

    private List<String> unread() {
        return in((tx, monitor) -> pool.unread(tx, monitor.project(), bob.id(), 10)).orElseThrow().stream()
                .map(entry -> entry.draft().topic())
                .toList();
    }

    private List<String> warnings(String path, Instance reader) {
        return in((tx, monitor) -> pool.warnings(tx, monitor.project(), path, reader.id())).stream()
                .map(entry -> entry.draft().topic())
                .toList();
    }

    private PoolEntry find(PoolEntry entry) {
        return in((tx, monitor) -> pool.find(tx, monitor.project(), entry.id())).orElseThrow();
    }

    private Posted posted(Instance author, PoolDraft draft) {
        return (Posted) post(author, draft);
    }

    private PoolOutcome post(Instance author, PoolDraft draft) {
        return in((tx, monitor) -> pool.post(tx, monitor, draft, Author.of(tx, author), HOUR));
    }

    private <T> T in(BiFunction<Tx, Monitor, T> work) {
        return stage.rooms()
                .store()
                .write(tx -> work.apply(tx, stage.rooms().projects().enter(tx, ann.project())));
    }

    private static PoolDraft draft(PoolAction action, String topic) {
        return new PoolDraft(action, "", topic, "", "", List.of(), "", Optional.empty(), Origin.POSTED, "");
    }

    private static PoolDraft lasting(PoolDraft draft, Duration ttl) {
        return new PoolDraft(
                draft.action(), "", draft.topic(), "", "", List.of(), "", Optional.of(ttl), Origin.POSTED, "");
    }

    private static PoolDraft about(PoolDraft draft, String... paths) {
        return new PoolDraft(
                draft.action(),
                "",
                draft.topic(),
                "",
                String.join(", ", paths),
                Stream.of(paths).map(PoolTest::affected).toList(),
                "",
                Optional.empty(),
                Origin.POSTED,
                "");
    }

    private static Affected affected(String path) {
        Glob glob = path.contains("*") ? Globs.glob(path) : Glob.literal(path);
        return new Affected(path, glob);
    }
}
