package dev.tutti.testing.realclient;

import static dev.tutti.testing.realclient.Reply.after;
import static dev.tutti.testing.realclient.Reply.bash;
import static dev.tutti.testing.realclient.Reply.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.Gate;
import dev.tutti.testing.RunningProcess;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the lock model takes for granted about how sessions begin and end. */
@ExtendWith(LabExtension.class)
class HooksOfSessionsRealClientIT {

    @Test
    void aKilledClientSaysNothingMoreAndItsShellCommandLivesOn(Lab lab) {
        lab.hookedEverywhere();

        try (ShellHold hold = ShellHold.in(lab, "call");
                RunningProcess client = lab.client(
                                lab.api().script("one", say(bash(hold.command() + "; touch later")), say("Done.")))
                        .start()) {
            hold.awaitReached();
            List<ProcessHandle> shells = ProcessHandle.of(client.pid()).stream()
                    .flatMap(ProcessHandle::descendants)
                    .toList();
            client.kill();

            assertThat(client.await().exitCode()).isEqualTo(137);
            assertThat(shells).isNotEmpty().anyMatch(ProcessHandle::isAlive);
            shells.forEach(ProcessHandle::destroyForcibly);
        }
        assertThat(events(lab)).containsExactly("SessionStart", "UserPromptSubmit", "PreToolUse:Bash");
    }

    @Test
    void aTerminatedClientSaysThatItsSessionEndedAndNothingOfItsCall(Lab lab) {
        lab.hookedEverywhere();

        try (ShellHold hold = ShellHold.in(lab, "call");
                RunningProcess client = lab.client(lab.api().script("one", say(bash(hold.command())), say("Done.")))
                        .start()) {
            hold.awaitReached();
            client.signal("TERM");

            assertThat(client.await().exitCode()).isEqualTo(143);
        }
        assertThat(events(lab)).containsExactly("SessionStart", "UserPromptSubmit", "PreToolUse:Bash", "SessionEnd");
    }

    @Test
    void aResumedSessionKeepsItsIdAndAForkHasANewOne(Lab lab) {
        lab.hooked("SessionStart");
        String prompt = lab.api().script("one", say("Hello."));

        String first = lab.run(prompt).session();
        lab.run(prompt, "--resume", first);
        lab.run(prompt, "--resume", first, "--fork-session");

        List<HookCall> starts = lab.hook().calls().all();
        assertThat(starts.stream().map(call -> call.text("source"))).containsExactly("startup", "resume", "fork");
        assertThat(starts.get(1).session()).isEqualTo(first);
        assertThat(starts.get(2).session()).isNotEqualTo(first);
        assertThat(starts.get(2).input().toString())
                .as("a fork does not name the session it came from, other than by its transcript's folder")
                .doesNotContain(first);
    }

    @Test
    void twoLivingProcessesMayShareOneSessionAndDifferInTheirPid(Lab lab) {
        lab.hooked("SessionStart");
        Gate bothLive = new Gate();
        String session = lab.run(lab.api().script("one", say("Hello."))).session();
        String again = lab.api().script("again", after(bothLive, say("Hello again.")));

        try (RunningProcess left = lab.client(again, "--resume", session).start();
                RunningProcess right = lab.client(again, "--resume", session).start()) {
            List<HookCall> starts = lab.hook().calls().await(call -> true, 3, Lab.LONG);
            assertThat(starts.stream().map(HookCall::session).distinct()).containsExactly(session);
            assertThat(starts.stream().skip(1).map(HookCall::parent))
                    .containsExactlyInAnyOrder(left.pid(), right.pid());
            bothLive.open();

            assertThat(left.await().exitCode()).isZero();
            assertThat(right.await().exitCode()).isZero();
        }
    }

    private static List<String> events(Lab lab) {
        return lab.hook().calls().all().stream().map(HookCall::toString).toList();
    }
}
