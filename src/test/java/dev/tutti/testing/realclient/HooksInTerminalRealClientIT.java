package dev.tutti.testing.realclient;

import static dev.tutti.testing.realclient.Reply.after;
import static dev.tutti.testing.realclient.Reply.agent;
import static dev.tutti.testing.realclient.Reply.bash;
import static dev.tutti.testing.realclient.Reply.say;
import static dev.tutti.testing.realclient.Reply.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.Gate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the lock model takes for granted about sessions a person sits at. */
@ExtendWith(LabExtension.class)
class HooksInTerminalRealClientIT {

    @BeforeAll
    static void tmuxIsHere() {
        Terminal.orSkip();
    }

    @Test
    void clearEndsASessionAndBeginsAnotherInTheSameProcess(Lab lab) {
        lab.hookedEverywhere();

        try (Terminal terminal = Terminal.open(lab)) {
            terminal.enter(lab.api().script("one", say("Done.")));
            lab.hook().calls().await(call -> call.is("Stop"), Lab.LONG);
            terminal.enter("/clear");
            HookCall ended = lab.hook().calls().await(call -> call.is("SessionEnd"), Lab.LONG);
            HookCall begun =
                    lab.hook().calls().await(call -> call.text("source").equals("clear"), Lab.LONG);

            assertThat(ended.text("reason")).isEqualTo("clear");
            assertThat(begun.number()).isGreaterThan(ended.number());
            assertThat(begun.session()).isNotEqualTo(ended.session());
            assertThat(begun.parent()).isEqualTo(ended.parent()).isEqualTo(terminal.pid());
        }
        assertThat(lab.hook().calls().all().getLast().text("reason")).isEqualTo("other");
    }

    @Test
    void anAgentOutlivesClearAndGoesOnUnderTheNewSession(Lab lab) {
        Gate cleared = new Gate();
        lab.hookedEverywhere();
        Path file = file(lab, "1");
        String part = lab.api().script("part", after(cleared, say(write(file, "x"))), say("Part done."));

        try (Terminal terminal = Terminal.open(lab)) {
            terminal.enter(lab.api().script("one", say(agent(part)), say("Begun.")));
            HookCall announced = lab.hook().calls().await(call -> call.is("SubagentStart"), Lab.LONG);
            HookCall stop = lab.hook().calls().await(call -> call.is("Stop"), Lab.LONG);
            assertThat(stop.input().path("background_tasks").path(0).path("id").asString())
                    .as("with a person every sub-agent works behind the turn, asked for or not")
                    .isEqualTo(announced.agent());
            terminal.enter("/clear");
            HookCall begun =
                    lab.hook().calls().await(call -> call.text("source").equals("clear"), Lab.LONG);
            cleared.open();

            HookCall stopped = lab.hook().calls().await(call -> call.is("SubagentStop"), Lab.LONG);
            assertThat(stopped.agent()).isEqualTo(announced.agent());
            assertThat(stopped.session()).isEqualTo(begun.session()).isNotEqualTo(announced.session());
            assertThat(lab.hook().calls().all(call -> call.is("SubagentStart"))).hasSize(1);
        }
        assertThat(file).exists();
    }

    @Test
    void aStoppedAgentIsOnlyMissingFromTheTasksOfTheNextStop(Lab lab) {
        Gate never = new Gate();
        lab.hookedEverywhere();
        String part = lab.api().script("part", after(never, say("Part done.")));

        try (Terminal terminal = Terminal.open(lab)) {
            terminal.enter(lab.api().script("one", say(agent(part)), say("Begun.")));
            String agent = lab.hook()
                    .calls()
                    .await(call -> call.is("SubagentStart"), Lab.LONG)
                    .agent();
            lab.hook().calls().await(call -> call.is("Stop"), Lab.LONG);
            terminal.enter(lab.api()
                    .script("two", say(new Reply.ToolUse("TaskStop", Map.of("task_id", agent))), say("Stopped.")));

            HookCall stop = lab.hook()
                    .calls()
                    .await(call -> call.is("Stop"), 2, Lab.LONG)
                    .getLast();
            assertThat(stop.input().path("background_tasks")).isEmpty();
        } finally {
            never.open();
        }
        assertThat(lab.hook().calls().all(call -> call.is("SubagentStop"))).isEmpty();
    }

    @Test
    void anInterruptedCallSaysNothingUntilTheNextPrompt(Lab lab) {
        lab.hookedEverywhere();

        try (ShellHold hold = ShellHold.in(lab, "call");
                Terminal terminal = Terminal.open(lab)) {
            terminal.enter(lab.api().script("one", say(write(file(lab, "1"), "x"), bash(hold.command())), say("No.")));
            hold.awaitReached();
            terminal.press("Escape");
            terminal.awaitScreen("Interrupted");
            terminal.enter(lab.api().script("two", say("Done.")));
            lab.hook().calls().await(call -> call.is("Stop"), Lab.LONG);
        }
        assertThat(events(lab))
                .containsExactly(
                        "SessionStart",
                        "UserPromptSubmit",
                        "PreToolUse:Write",
                        "PostToolUse:Write",
                        "PreToolUse:Bash",
                        "UserPromptSubmit",
                        "Stop",
                        "SessionEnd");
    }

    @Test
    void aCallThePersonInterruptsDuringItsHookNeverHappensThoughTheHookAgreed(Lab lab) {
        Gate answered = new Gate();
        lab.hookedEverywhere().hook().answer(call -> {
            if (call.is("PreToolUse")) {
                answered.await(Lab.LONG);
            }
            return HookAnswer.NONE;
        });

        try (Terminal terminal = Terminal.open(lab)) {
            terminal.enter(lab.api().script("one", say(write(file(lab, "1"), "x")), say("No.")));
            lab.hook().calls().await(call -> call.is("PreToolUse"), Lab.LONG);
            terminal.press("Escape");
            terminal.awaitScreen("Rejected");
            answered.open();
            terminal.enter(lab.api().script("two", say("Done.")));
            lab.hook().calls().await(call -> call.is("Stop"), Lab.LONG);
        }
        assertThat(file(lab, "1")).doesNotExist();
        assertThat(events(lab)).doesNotContain("PostToolUse:Write", "PostToolBatch");
    }

    @Test
    void aPermissionThePersonDoesNotGiveSaysNothing(Lab lab) {
        lab.hookedEverywhere();

        try (Terminal terminal = Terminal.open(lab, "--permission-mode", "manual")) {
            terminal.enter(lab.api().script("one", say(write(file(lab, "1"), "x")), say("No.")));
            terminal.awaitScreen("1. Yes");
            terminal.press("Escape");
            terminal.awaitScreen("Rejected");
            terminal.enter(lab.api().script("two", say("Done.")));
            lab.hook().calls().await(call -> call.is("Stop"), Lab.LONG);
        }
        assertThat(events(lab))
                .containsExactly(
                        "SessionStart",
                        "UserPromptSubmit",
                        "PreToolUse:Write",
                        "PermissionRequest:Write",
                        "UserPromptSubmit",
                        "Stop",
                        "SessionEnd");
    }

    private static Path file(Lab lab, String name) {
        return lab.repository().root().resolve(name);
    }

    private static List<String> events(Lab lab) {
        return lab.hook().calls().all().stream().map(HookCall::toString).toList();
    }
}
