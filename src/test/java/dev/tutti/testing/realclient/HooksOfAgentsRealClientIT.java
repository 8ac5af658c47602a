package dev.tutti.testing.realclient;

import static dev.tutti.testing.realclient.Reply.after;
import static dev.tutti.testing.realclient.Reply.agent;
import static dev.tutti.testing.realclient.Reply.agentInBackground;
import static dev.tutti.testing.realclient.Reply.bashInBackground;
import static dev.tutti.testing.realclient.Reply.say;
import static dev.tutti.testing.realclient.Reply.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.Gate;
import dev.tutti.testing.RunningProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What the lock model takes for granted about sub-agents and what runs behind a turn. */
@ExtendWith(LabExtension.class)
class HooksOfAgentsRealClientIT {

    @Test
    void aSubAgentIsAnnouncedBeforeItsFirstCallAndHasABatchOfItsOwn(Lab lab) {
        lab.hookedEverywhere();
        String part = lab.api().script("part", say(write(file(lab, "1"), "x")), say("Part done."));

        lab.run(lab.api().script("one", say(agent(part)), say("Done.")));

        String id = lab.hook()
                .calls()
                .all(call -> call.is("SubagentStart"))
                .getFirst()
                .agent();
        assertThat(lab.hook().calls().all().stream().map(HookCall::toString))
                .containsExactly(
                        "SessionStart",
                        "UserPromptSubmit",
                        "PreToolUse:Agent",
                        "SubagentStart@" + id,
                        "PreToolUse:Write@" + id,
                        "PostToolUse:Write@" + id,
                        "PostToolBatch@" + id,
                        "SubagentStop@" + id,
                        "PostToolUse:Agent",
                        "PostToolBatch",
                        "Stop",
                        "SessionEnd");
        assertThat(lab.hook().calls().all().stream().map(HookCall::session).distinct())
                .hasSize(1);
        assertThat(lab.hook().calls().all().stream()
                        .map(call -> call.variable("CLAUDE_PID"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void twoSubAgentsHaveCallsUnderWayAtTheSameTime(Lab lab) {
        Gate bothAsked = new Gate();
        lab.hookedEverywhere().hook().answer(call -> {
            if (call.is("PreToolUse", "Write")) {
                bothAsked.await(Lab.LONG);
            }
            return HookAnswer.NONE;
        });
        String left = lab.api().script("left", say(write(file(lab, "1"), "x")), say("Left done."));
        String right = lab.api().script("right", say(write(file(lab, "2"), "x")), say("Right done."));

        try (RunningProcess client = lab.client(lab.api().script("one", say(agent(left), agent(right)), say("Done.")))
                .start()) {
            List<HookCall> asked = lab.hook().calls().await(call -> call.is("PreToolUse", "Write"), 2, Lab.LONG);
            bothAsked.open();

            assertThat(asked.stream().map(HookCall::agent).distinct()).hasSize(2);
            assertThat(client.await().exitCode()).isZero();
        }
    }

    @Test
    void theTurnStopsWhileABackgroundAgentHasACallUnderWay(Lab lab) {
        Gate stopSeen = new Gate();
        lab.hookedEverywhere().hook().answer(call -> {
            if (call.is("PreToolUse", "Write")) {
                stopSeen.await(Lab.LONG);
            }
            return HookAnswer.NONE;
        });
        String part = lab.api().script("part", say(write(file(lab, "1"), "x")), say("Part done."));

        try (RunningProcess client = lab.client(
                        lab.api().script("one", say(agentInBackground(part)), say("Begun."), say("Noted.")))
                .start()) {
            HookCall asked = lab.hook().calls().await(call -> call.is("PreToolUse", "Write"), Lab.LONG);
            HookCall stop = lab.hook().calls().await(call -> call.is("Stop"), Lab.LONG);
            stopSeen.open();

            JsonNode task = onlyTask(stop);
            assertThat(task.path("id").asString()).isEqualTo(asked.agent());
            assertThat(task.path("type").asString()).isEqualTo("subagent");
            assertThat(task.path("status").asString()).isEqualTo("running");
            assertThat(task.propertyNames())
                    .containsExactlyInAnyOrder("id", "type", "status", "description", "agent_type");
            assertThat(client.await().exitCode()).isZero();
        }
        assertThat(file(lab, "1")).exists();
        assertThat(onlyTask(lab.hook()
                                .calls()
                                .all(call -> call.is("SubagentStop"))
                                .getFirst())
                        .path("status")
                        .asString())
                .as("an agent that stops is still among the running ones of its own SubagentStop")
                .isEqualTo("running");
        assertThat(lab.hook()
                        .calls()
                        .all(call -> call.is("Stop"))
                        .getLast()
                        .input()
                        .path("background_tasks"))
                .isEmpty();
    }

    @Test
    void aBackgroundAgentKeepsASessionAliveThatHasNoPerson(Lab lab) {
        Gate mayEnd = new Gate();
        lab.hookedEverywhere();
        String part = lab.api().script("part", after(mayEnd, say("Part done.")));

        try (RunningProcess client = lab.client(
                        lab.api().script("one", say(agentInBackground(part)), say("Begun."), say("Noted.")))
                .start()) {
            var unused = lab.hook().calls().await(call -> call.is("Stop"), Lab.LONG);
            assertThat(client.isAlive()).isTrue();
            mayEnd.open();

            assertThat(client.await().exitCode()).isZero();
        }
        HookCall notice =
                lab.hook().calls().all(call -> call.is("UserPromptSubmit")).getLast();
        assertThat(notice.text("prompt")).startsWith("<task-notification>");
    }

    @Test
    void aBackgroundShellCommandIsAmongTheTasksOfStop(Lab lab) {
        lab.hookedEverywhere();

        try (ShellHold hold = ShellHold.in(lab, "behind");
                RunningProcess client = lab.client(lab.api()
                                .script("one", say(bashInBackground(hold.command())), say("Begun."), say("Noted.")))
                        .start()) {
            hold.awaitReached();
            JsonNode task = onlyTask(lab.hook().calls().await(call -> call.is("Stop"), Lab.LONG));
            hold.close();

            assertThat(task.path("type").asString()).isEqualTo("shell");
            assertThat(task.path("command").asString()).isEqualTo(hold.command());
            assertThat(task.propertyNames())
                    .containsExactlyInAnyOrder("id", "type", "status", "description", "command");
            assertThat(client.await().exitCode()).isZero();
        }
    }

    private static JsonNode onlyTask(HookCall call) {
        JsonNode tasks = call.input().path("background_tasks");
        assertThat(tasks.size()).isEqualTo(1);
        return tasks.path(0);
    }

    private static Path file(Lab lab, String name) {
        return lab.repository().root().resolve(name);
    }
}
