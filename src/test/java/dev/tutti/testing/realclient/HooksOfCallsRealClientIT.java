package dev.tutti.testing.realclient;

import static dev.tutti.testing.realclient.Reply.bash;
import static dev.tutti.testing.realclient.Reply.edit;
import static dev.tutti.testing.realclient.Reply.say;
import static dev.tutti.testing.realclient.Reply.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the lock model takes for granted about the hooks around tool calls. */
@ExtendWith(LabExtension.class)
class HooksOfCallsRealClientIT {

    private static final String[] CALL_EVENTS = {"PreToolUse", "PostToolUse", "PostToolUseFailure", "PostToolBatch"};

    @Test
    void editsOfOneReplyRunOneAfterTheOtherAndOneBatchEndsThem(Lab lab) {
        lab.hooked(CALL_EVENTS);

        lab.run(lab.api().script("one", say(write(file(lab, "1"), "x"), write(file(lab, "2"), "x")), say("Done.")));

        assertThat(events(lab))
                .containsExactly(
                        "PreToolUse:Write",
                        "PostToolUse:Write",
                        "PreToolUse:Write",
                        "PostToolUse:Write",
                        "PostToolBatch");
        assertThat(batched(lab)).hasSize(2).isEqualTo(callIds(lab, "PreToolUse"));
    }

    @Test
    void aReplyWhoseCallsWereAllRefusedStillEndsWithItsBatch(Lab lab) {
        lab.hooked(CALL_EVENTS)
                .hook()
                .answer(call -> call.is("PreToolUse") ? HookAnswer.deny("HELD") : HookAnswer.NONE);

        lab.run(lab.api().script("one", say(write(file(lab, "1"), "x"), write(file(lab, "2"), "x")), say("Done.")));

        assertThat(events(lab)).containsExactly("PreToolUse:Write", "PreToolUse:Write", "PostToolBatch");
        assertThat(batched(lab)).isEqualTo(callIds(lab, "PreToolUse"));
    }

    @Test
    void aCallThatFailedIsToldTwiceByItsFailureAndByTheBatch(Lab lab) {
        lab.hooked(CALL_EVENTS);

        lab.run(lab.api().script("one", say(bash("exit 3")), say("Done.")));

        assertThat(events(lab)).containsExactly("PreToolUse:Bash", "PostToolUseFailure:Bash", "PostToolBatch");
        assertThat(batched(lab)).isEqualTo(callIds(lab, "PostToolUseFailure"));
    }

    @Test
    void anEditTheClientItselfRejectsIsSeenInTheBatchAlone(Lab lab) {
        lab.hooked(CALL_EVENTS);

        lab.run(lab.api().script("one", say(edit(file(lab, "README"), "not in it", "x")), say("Done.")));

        assertThat(events(lab)).containsExactly("PostToolBatch");
        assertThat(batched(lab)).hasSize(1);
    }

    @Test
    void aHookIsStartedByTheClientItselfAndToldItsPid(Lab lab) {
        lab.hookedEverywhere();

        lab.run(lab.api().script("one", say(write(file(lab, "1"), "x")), say("Done.")));

        assertThat(lab.hook().calls().all())
                .hasSizeGreaterThan(5)
                .allSatisfy(call -> assertThat(call.variable("CLAUDE_PID")).isEqualTo(Long.toString(call.parent())));
    }

    private static Path file(Lab lab, String name) {
        return lab.repository().root().resolve(name);
    }

    private static List<String> events(Lab lab) {
        return lab.hook().calls().all().stream().map(HookCall::toString).toList();
    }

    private static List<String> callIds(Lab lab, String event) {
        return lab.hook().calls().all(call -> call.is(event)).stream()
                .map(call -> call.text("tool_use_id"))
                .toList();
    }

    private static List<String> batched(Lab lab) {
        return lab.hook().calls().all(call -> call.is("PostToolBatch")).stream()
                .flatMap(call -> call.input().path("tool_calls").valueStream())
                .map(call -> call.path("tool_use_id").asString())
                .toList();
    }
}
