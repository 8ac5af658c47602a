package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.agents.Caller;
import dev.tutti.agents.HookReply.Refuse;
import dev.tutti.flows.People.Asker;
import dev.tutti.flows.People.NobodyException;
import dev.tutti.flows.ScriptLocks.Taking;
import dev.tutti.flows.ScriptLocks.Wanted;
import dev.tutti.flows.Scripts.Beat;
import dev.tutti.flows.Scripts.Script;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.PathState;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnBothStores
final class ScriptsTest {

    private static final String DOCUMENTED_ID = "claude-[0-9]{8}-[0-9]{6}-[a-f0-9]{8}";

    private final Stage stage;
    private final GitPlace repo;
    private final Actor ann;

    ScriptsTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        stage.processes().start(500, 1, "bash");
    }

    @Test
    void whatASubshellRegistersIsThereForTheRestOfItsShell() {
        Instance script = scripts().register(shell(500), new Script(500, "Database migration", "db-admin"));

        assertThat(script.publicId()).matches(DOCUMENTED_ID);
        assertThat(script.name()).isEqualTo("db-admin");
        assertThat(who(shell(500))).contains(script.publicId());
        stage.processes().start(501, 500, "bash");
        stage.processes().start(502, 501, "coord-lock");
        assertThat(who(shell(502))).contains(script.publicId());
    }

    @Test
    void anotherShellIsSomebodyElse() {
        scripts().register(shell(500), new Script(500, "", ""));
        stage.processes().start(600, 1, "bash");

        assertThat(who(shell(600))).isEmpty();
    }

    @Test
    void aScriptIsGoneWithItsShellAndSoAreItsLocks() {
        scripts().register(shell(500), new Script(500, "", ""));
        take(shell(500), "src/f");

        stage.processes().end(500);
        stage.look();

        assertThat(people()).isEmpty();
        assertThat(ann.edit("t1", "src/f")).isNotInstanceOf(Refuse.class);
    }

    @Test
    void aShellThatRegistersAgainIsTheSameWithAnotherTask() {
        Instance first = scripts().register(shell(500), new Script(500, "one", "a"));
        Instance second = scripts().register(shell(500), new Script(500, "two", "b"));

        assertThat(second.publicId()).isEqualTo(first.publicId());
        assertThat(second.task()).contains("two");
        assertThat(second.role()).contains("b");
        assertThat(people()).hasSize(1);
    }

    @Test
    void whoSaysNothingGetsTheDocumentsDefaults() {
        Instance script = scripts().register(shell(500), new Script(500, "", ""));

        assertThat(script.task()).contains("No task specified");
        assertThat(script.role()).contains("main");
    }

    @Test
    void aScriptOfASessionIsItsChildAndMayLockWhatThatEdits() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");

        Instance script = scripts().register(shellOf(ann, 500), new Script(500, "", ""));

        assertThat(script.isChild()).isTrue();
        assertThat(take(shellOf(ann, 500), "src/f")).isInstanceOf(Taking.Taken.class);
    }

    @Test
    void aScriptOfASessionThatUnregistersLeavesItsSessionWhatThatEdits() {
        ann.change("t1", "src/f", "one");
        dirty("src/f");
        scripts().register(shellOf(ann, 500), new Script(500, "", ""));
        take(shellOf(ann, 500), "src/f");
        take(shellOf(ann, 500), "src/g");

        assertThat(scripts().leave(shellOf(ann, 500), 500)).isTrue();

        Actor bob = stage.actor("bob", 102, repo);
        assertThat(bob.edit("u1", "src/g")).isNotInstanceOf(Refuse.class);
        assertThat(bob.edit("u2", "src/f")).isInstanceOf(Refuse.class);
    }

    @Test
    void aScriptOfASessionThatDiesLeavesItsLocksToThatUntilTheirTermEnds() {
        ann.prompt("x");
        scripts().register(shellOf(ann, 500), new Script(500, "", ""));
        take(shellOf(ann, 500), "src/f");

        stage.processes().end(500);
        stage.look();

        assertThat(people()).extracting(Instance::isChild).containsExactly(false);
        assertThat(ann.edit("t1", "src/f")).isNotInstanceOf(Refuse.class);
        stage.ticker().pass(Duration.ofMinutes(6));
        stage.look();
        assertThat(stage.actor("bob", 102, repo).edit("u1", "src/g")).isNotInstanceOf(Refuse.class);
    }

    @Test
    void anAgentThatIsStartedFromARegisteredShellStaysItself() {
        scripts().register(shell(500), new Script(500, "", ""));
        stage.processes().start(101, 500, "claude");
        stage.processes().start(700, 101, "bash");
        ann.prompt("x");

        assertThat(who(shellOf(ann, 700))).contains(ann.instance().orElseThrow().publicId());
    }

    @Test
    void aScriptIsNearerThanTheSessionAroundIt() {
        stage.processes().start(101, 1, "claude");
        ann.prompt("x");
        stage.processes().start(700, 101, "bash");
        Instance script = scripts().register(shellOf(ann, 700), new Script(700, "", ""));

        assertThat(who(shellOf(ann, 700))).contains(script.publicId());
    }

    @Test
    void unregisteringTwiceIsNoError() {
        scripts().register(shell(500), new Script(500, "", ""));

        assertThat(scripts().leave(shell(500), 500)).isTrue();
        assertThat(scripts().leave(shell(500), 500)).isFalse();
        assertThat(people()).isEmpty();
    }

    @Test
    void aShellThatIsNotKnownAnyMoreIsRegisteredAgainUnderItsIdAndToldOnce() {
        Instance script = scripts().register(shell(500), new Script(500, "", ""));
        scripts().leave(shell(500), 500);

        Beat again = scripts().heartbeat(shell(500), 500, script.publicId());
        Beat next = scripts().heartbeat(shell(500), 500, script.publicId());

        assertThat(again).isInstanceOf(Beat.Again.class);
        assertThat(((Beat.Again) again).instance().publicId()).isEqualTo(script.publicId());
        assertThat(next).isInstanceOf(Beat.Alive.class);
        assertThat(people()).hasSize(1);
    }

    @Test
    void anIdThatLivesElsewhereIsNotTaken() {
        Instance script = scripts().register(shell(500), new Script(500, "", ""));
        stage.processes().start(600, 1, "bash");

        Beat other = scripts().heartbeat(shell(600), 600, script.publicId());

        assertThat(((Beat.Again) other).instance().publicId()).isNotEqualTo(script.publicId());
        assertThat(people()).hasSize(2);
    }

    @Test
    void anIdOfAScriptWhoseSessionEndedIsNotTakenUpAgain() {
        ann.prompt("x");
        Instance script = scripts().register(shellOf(ann, 500), new Script(500, "", ""));
        ann.end();

        Beat beat = scripts().heartbeat(shell(500), 500, script.publicId());

        assertThat(((Beat.Again) beat).instance().publicId()).isNotEqualTo(script.publicId());
    }

    @Test
    void theHeartbeatOfASessionsShellIsTheSessions() {
        ann.prompt("x");

        assertThat(scripts().heartbeat(shellOf(ann, 500), 500, "")).isInstanceOf(Beat.Alive.class);
        assertThat(people()).hasSize(1);
    }

    @Test
    void aShellThatCannotBeSeenCannotTakePart() {
        assertThatThrownBy(() -> scripts().register(shell(999), new Script(999, "", "")))
                .isInstanceOf(NobodyException.class)
                .hasMessageContaining("no process has the id 999");
    }

    @Test
    void cleaningUpTellsOfTheDeadAndTheExpiredAndTheNextTimeOfNobody() {
        ann.prompt("x");
        take(shell(500), "src/f");
        stage.ticker().pass(Duration.ofMinutes(6));
        ann.die();

        Scripts.Cleaned first = scripts().cleanUp(shell(500));
        Scripts.Cleaned second = scripts().cleanUp(shell(500));

        assertThat(first.instances()).hasSize(1);
        assertThat(first.instances().getFirst().unseen()).isEqualTo(Duration.ofMinutes(6));
        assertThat(first.expiredLocks()).isEqualTo(1);
        assertThat(second.instances()).isEmpty();
        assertThat(second.expiredLocks()).isZero();
    }

    @Test
    void aLiveQuietSessionIsNotStaleHoweverLong() {
        ann.prompt("x");
        stage.ticker().pass(Duration.ofDays(2));

        assertThat(scripts().cleanUp(shell(500)).instances()).isEmpty();
        assertThat(people()).hasSize(1);
    }

    @Test
    void aChildAgentThatIsSentAwayLeavesItsEditsToItsSession() {
        Actor child = ann.child("c1");
        child.childStart();
        child.change("t1", "src/f", "one");
        dirty("src/f");
        String name = child.instance().orElseThrow().name();

        stage.flows().people().bye(new Asker(repo.root(), Caller.of(Map.of("USER", "ann")), Optional.of(name)));

        assertThat(child.instance()).isEmpty();
        assertThat(stage.actor("bob", 102, repo).edit("u1", "src/f")).isInstanceOf(Refuse.class);
    }

    private Scripts scripts() {
        return stage.flows().scripts();
    }

    private List<Instance> people() {
        return stage.rooms()
                .store()
                .read(tx -> stage.rooms()
                        .projects()
                        .find(tx, stage.rooms().grounds().directory(repo.root()))
                        .map(standing -> stage.rooms().instances().living(tx, standing.project()).stream()
                                .filter(each -> !each.isPerson())
                                .toList())
                        .orElse(List.of()));
    }

    private Optional<String> who(Asker asker) {
        People people = stage.flows().people();
        return stage.rooms()
                .store()
                .read(tx -> people.find(tx, asker, people.standing(tx, people.ground(asker))))
                .map(Instance::publicId);
    }

    private Taking take(Asker asker, String path) {
        return stage.flows().scriptLocks().acquire(asker, new Wanted(path, "by a script", false));
    }

    private void dirty(String path) {
        stage.git().state(repo, path, PathState.CHANGED);
    }

    private Asker shell(long pid) {
        return asker(Map.of("TUTTI_CLIENT_PPID", Long.toString(pid)));
    }

    private Asker shellOf(Actor session, long pid) {
        return asker(Map.of("TUTTI_CLIENT_PPID", Long.toString(pid), "CLAUDE_CODE_SESSION_ID", session.session()));
    }

    private Asker asker(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("USER", "ann");
        return new Asker(repo.root(), Caller.of(environment), Optional.empty());
    }
}
