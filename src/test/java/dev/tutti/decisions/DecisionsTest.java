package dev.tutti.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.decisions.DecisionOutcome.Faulty;
import dev.tutti.decisions.DecisionOutcome.NotPossible;
import dev.tutti.decisions.DecisionOutcome.Stored;
import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.Globs;
import dev.tutti.kernel.journal.RecordedFact;
import dev.tutti.kernel.store.Tx;
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
import org.junit.jupiter.api.Test;

@OnBothStores
final class DecisionsTest {

    private final Stage stage;
    private final Decisions decisions;
    private final Instance ann;
    private final Instance bob;

    DecisionsTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        decisions = new Decisions(stage.rooms().journal());
        var repo = stage.repository("repo");
        Actor first = stage.actor("ann", 101, repo);
        first.prompt("x");
        Actor second = stage.actor("bob", 102, repo);
        second.prompt("x");
        ann = first.instance().orElseThrow();
        bob = second.instance().orElseThrow();
    }

    @Test
    void idsCountFromOneEachDayAndAreNeverGivenAgain() {
        assertThat(made("first").publicId()).isEqualTo("DEC-20260101-0001");
        assertThat(made("second").publicId()).isEqualTo("DEC-20260101-0002");

        assertThat(this.<Integer>in((tx, monitor) -> decisions.archive(tx, monitor, 0, ann)))
                .isEqualTo(2);
        assertThat(made("third").publicId()).isEqualTo("DEC-20260101-0003");
        stage.ticker().pass(Duration.ofDays(1));
        assertThat(made("fourth").publicId()).isEqualTo("DEC-20260102-0001");
    }

    @Test
    void whatIsStoredIsWhatWasSaid() {
        made("a ground");
        Draft draft = new Draft(
                "security",
                "system",
                "Tokens live an hour",
                "Sessions carry a signed token.\nIt lives for an hour.",
                "Stolen tokens",
                List.of("sessions in the database", "no sessions"),
                "it needs no table",
                List.of(affected("src/auth/**"), affected("docs/security.md")),
                List.of("DEC-20260101-0001"));

        Decision stored = stored(draft, DecisionStatus.ACCEPTED);

        assertThat(find(stored.publicId())).isEqualTo(stored);
        assertThat(stored.draft()).isEqualTo(draft);
        assertThat(stored.maker().name()).isEqualTo("A");
    }

    @Test
    void aDraftThatBreaksBoundsIsToldEveryFieldAndLeavesNothing() {
        Draft draft = new Draft(
                "cooking",
                "galaxy",
                "x".repeat(101),
                "y".repeat(501),
                "",
                List.of("two\nlines"),
                "",
                List.of(),
                List.of("DEC-19700101-0001"));

        DecisionOutcome outcome = make(draft, DecisionStatus.ACCEPTED);

        assertThat(((Faulty) outcome).faults())
                .extracting(fault -> fault.substring(0, fault.indexOf(':')))
                .containsExactly("category", "scope", "title", "description", "alternatives", "dependencies");
        assertThat(list(DecisionFilter.newest(10))).isEmpty();
        assertThat(made("next").publicId()).endsWith("-0001");
    }

    @Test
    void eachStatusLeadsWhereItMayAndNowhereElse() {
        for (DecisionStatus from : DecisionStatus.values()) {
            for (DecisionStatus to : DecisionStatus.values()) {
                assertThat(from.mayBecome(to))
                        .as(from + " to " + to)
                        .isEqualTo(
                                switch (from) {
                                    case PROPOSED -> to != DecisionStatus.PROPOSED && to != DecisionStatus.IMPLEMENTED;
                                    case ACCEPTED -> to.ordinal() > DecisionStatus.ACCEPTED.ordinal();
                                    case IMPLEMENTED -> to.ordinal() > DecisionStatus.IMPLEMENTED.ordinal();
                                    case DEPRECATED, SUPERSEDED -> false;
                                });
            }
        }
    }

    @Test
    void aSupersededOneNamesItsSuccessorAndIsFinal() {
        Decision old = made("old");
        Decision next = made("next");

        DecisionOutcome outcome = in((tx, monitor) -> decisions.supersede(tx, monitor, old, next, ann));

        assertThat(outcome).isInstanceOf(Stored.class);
        assertThat(find(old.publicId()).status()).isEqualTo(DecisionStatus.SUPERSEDED);
        assertThat(find(old.publicId()).supersededBy()).contains(next.publicId());
        assertThat(this.<DecisionOutcome>in((tx, monitor) ->
                        decisions.become(tx, monitor, find(tx, old.publicId()), DecisionStatus.DEPRECATED, ann)))
                .isInstanceOf(NotPossible.class);
        assertThat(this.<DecisionOutcome>in((tx, monitor) -> decisions.supersede(tx, monitor, next, next, ann)))
                .isInstanceOf(NotPossible.class);
    }

    @Test
    void anotherOnTheSameMatterIsPointedOut() {
        Decision first = stored(about("src/api/**"), DecisionStatus.ACCEPTED);
        stored(about("docs/**"), DecisionStatus.ACCEPTED);

        Stored second = (Stored) make(about("src/api/users.py"), DecisionStatus.ACCEPTED);

        assertThat(second.contradicts()).containsExactly(first);
    }

    @Test
    void aPathHasTheDecisionsInForceThatItsReaderDoesNotKnow() {
        Decision folder = stored(about("src/**"), DecisionStatus.ACCEPTED);
        Decision file = stored(about("src/api.py"), DecisionStatus.IMPLEMENTED);
        stored(about("src/*.md"), DecisionStatus.ACCEPTED);
        stored(about("src/api.py"), DecisionStatus.PROPOSED);

        assertThat(unshown("src/api.py")).containsExactly(folder, file);
        in((tx, _) -> {
            decisions.shown(tx, folder, bob.id(), true);
            decisions.shown(tx, folder, bob.id(), true);
            return 0;
        });
        assertThat(unshown("src/api.py")).containsExactly(file);
        assertThat(this.<List<InstanceId>>in((tx, _) -> decisions.shownTo(tx, folder)))
                .containsExactly(bob.id());
        in((tx, _) -> {
            decisions.forget(tx, bob.id());
            return 0;
        });
        assertThat(unshown("src/api.py")).containsExactly(folder, file);
        assertThat(unshown("README.md")).isEmpty();
    }

    @Test
    void whatIsArchivedIsFoundWhenAskedFor() {
        Decision old = made("Old words here");
        Decision young = made("Young words here");

        in((tx, monitor) -> decisions.archive(tx, monitor, 1, ann));

        assertThat(list(DecisionFilter.newest(10)))
                .extracting(Decision::publicId)
                .containsExactly(young.publicId());
        DecisionFilter all = new DecisionFilter(Optional.empty(), Optional.empty(), List.of("WORDS", "old"), true, 10);
        assertThat(list(all)).extracting(Decision::publicId).containsExactly(old.publicId());
        assertThat(list(new DecisionFilter(Optional.empty(), Optional.empty(), List.of("100%_"), true, 10)))
                .isEmpty();
    }

    @Test
    void theJournalHasEveryChange() {
        Decision decision = stored(about("src/**"), DecisionStatus.PROPOSED);
        in((tx, monitor) -> decisions.become(tx, monitor, decision, DecisionStatus.ACCEPTED, bob));

        assertThat(this.<List<RecordedFact>>in(
                        (tx, monitor) -> stage.rooms().journal().about(tx, monitor.id(), decision.publicId(), 10)))
                .extracting(fact -> fact.fact().kind())
                .containsExactly("decision.changed", "decision.made");
    }

    private <T> T in(BiFunction<Tx, Monitor, T> work) {
        return stage.rooms()
                .store()
                .write(tx -> work.apply(tx, stage.rooms().projects().enter(tx, ann.project())));
    }

    private DecisionOutcome make(Draft draft, DecisionStatus status) {
        return in((tx, monitor) -> decisions.make(tx, monitor, draft, status, ann));
    }

    private Decision stored(Draft draft, DecisionStatus status) {
        return ((Stored) make(draft, status)).decision();
    }

    private Decision made(String title) {
        return stored(Draft.of("architecture", "module", title, ""), DecisionStatus.ACCEPTED);
    }

    private Decision find(String publicId) {
        return in((tx, _) -> find(tx, publicId));
    }

    private Decision find(Tx tx, String publicId) {
        return decisions.find(tx, ann.project(), publicId).orElseThrow();
    }

    private List<Decision> list(DecisionFilter filter) {
        return in((tx, _) -> decisions.list(tx, ann.project(), filter));
    }

    private List<Decision> unshown(String path) {
        return in((tx, _) -> decisions.unshownAbout(tx, ann.project(), path, bob.id()));
    }

    private static Draft about(String pattern) {
        return new Draft(
                "architecture",
                "module",
                "About " + pattern,
                "",
                "",
                List.of(),
                "",
                List.of(affected(pattern)),
                List.of());
    }

    private static Affected affected(String pattern) {
        Glob glob = Globs.glob(pattern);
        return new Affected(pattern, glob);
    }
}
