package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.Caller;
import dev.tutti.agents.HookReply;
import dev.tutti.decisions.DecisionStatus;
import dev.tutti.decisions.Draft;
import dev.tutti.flows.People.Asker;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnBothStores
final class DecisionHooksTest {

    private final Stage stage;
    private final GitPlace repo;
    private final Actor ann;
    private final Actor bob;

    DecisionHooksTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        bob = stage.actor("bob", 102, repo);
    }

    @Test
    void whoeverStartsIsToldTheTitlesAndWhoeverTouchesWhatOneAffectsAllOfItOnce() {
        decide("JWT with 15 min expiry", "Refresh tokens live for 7 days", "src/auth/");

        assertThat(lines(ann.start()))
                .containsExactly("Decisions in force here:", "- DEC-20260101-0001 (api-design) JWT with 15 min expiry");
        assertThat(ann.edit("t1", "src/other.py")).isEqualTo(HookReply.silent());
        assertThat(lines(ann.edit("t2", "src/auth/token.py")))
                .containsExactly("src/auth/token.py is affected by the decision DEC-20260101-0001 (api-design) JWT with"
                        + " 15 min expiry: \"Refresh tokens live for 7 days\"");
        assertThat(ann.edit("t3", "src/auth/session.py")).isEqualTo(HookReply.silent());
    }

    @Test
    void whoeverWasToldOfOneLearnsThatItIsSuperseded() {
        decide("JWT with 15 min expiry", "", "src/auth/");
        ann.start();
        decide("JWT with 5 min expiry", "", "src/auth/");
        bob.start();

        stage.flows().decisions().supersede(asker(), "DEC-20260101-0001", "DEC-20260101-0002");

        assertThat(ann.told())
                .containsExactly("The decision DEC-20260101-0001 (api-design) JWT with 15 min expiry is superseded by"
                        + " DEC-20260101-0002: tutti decision show DEC-20260101-0002.");
        assertThat(bob.told()).hasSize(1);
        assertThat(stage.actor("cid", 103, repo).told()).isEmpty();
        assertThat(lines(ann.edit("t1", "src/auth/token.py")))
                .singleElement()
                .asString()
                .contains("DEC-20260101-0002");
    }

    @Test
    void oneThatIsOnlyProposedIsToldNobody() {
        stage.flows()
                .decisions()
                .make(asker(), Draft.of("testing", "module", "Maybe", ""), "src/", DecisionStatus.PROPOSED);

        assertThat(ann.start()).isEqualTo(HookReply.silent());
        assertThat(ann.edit("t1", "src/a.py")).isEqualTo(HookReply.silent());
    }

    private void decide(String title, String description, String affects) {
        stage.flows()
                .decisions()
                .make(asker(), Draft.of("api-design", "service", title, description), affects, DecisionStatus.ACCEPTED);
    }

    private Asker asker() {
        return new Asker(repo.root(), Caller.of(Map.of("USER", "ann")), Optional.empty());
    }

    private static List<String> lines(HookReply reply) {
        return reply instanceof HookReply.Context context ? context.lines() : List.of();
    }
}
