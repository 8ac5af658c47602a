package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.HookEvent.BeforeTool;
import dev.tutti.agents.HookEvent.PermissionDenied;
import dev.tutti.agents.HookReply;
import dev.tutti.agents.HookReply.Context;
import dev.tutti.agents.HookReply.Refuse;
import dev.tutti.agents.Tool;
import dev.tutti.agents.ToolCall;
import dev.tutti.agents.ToolUseId;
import dev.tutti.agents.claude.ClaudeCodec;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Much is to be told at once: nothing of it is lost, and no answer grows beyond what a host takes. */
@OnBothStores
final class TellingTest {

    private final Stage stage;
    private final GitPlace repo;
    private final Actor ann;
    private final Actor bob;

    TellingTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        repo = stage.repository("repo");
        ann = stage.actor("ann", 101, repo);
        bob = stage.actor("bob", 102, repo);
    }

    @Test
    void manyPathsOfOneHolderThatAreFreeAtOnceAreOneLine() {
        for (int i = 0; i < 150; i++) {
            ann.edit("t" + i, "src/f" + i);
            bob.edit("u" + i, "src/f" + i);
        }

        ann.end();

        assertThat(bob.told())
                .singleElement()
                .asString()
                .startsWith("src/f0, src/f1, src/f2,")
                .contains("src/f9 and 140 more you were refused are free: its holder is gone")
                .contains("(they were locked by A)");
        assertThat(bob.told()).isEmpty();
    }

    @Test
    void twoPathsAreBothNamed() {
        ann.edit("t1", "src/f");
        ann.edit("t2", "src/g");
        bob.edit("u1", "src/f");
        bob.edit("u2", "src/g");

        ann.end();

        assertThat(bob.told()).singleElement().asString().startsWith("src/f and src/g are free: ");
    }

    @Test
    void whatOneAnswerHasNoRoomForComesWithTheNextOnes() {
        bob.prompt("x");
        List<String> owed = oweBob(150);

        List<String> told = new ArrayList<>();
        for (int steps = 0; steps < 20; steps++) {
            ToolCall tool =
                    new ToolCall(new ToolUseId("t" + steps), "Edit", new Tool.Edit(List.of(repo.root() + "/f")));
            BeforeTool event = new BeforeTool(bob.call(), tool);
            HookReply reply = bob.send(event);
            String answer = new String(new ClaudeCodec().encode(event, reply), StandardCharsets.UTF_8);
            assertThat(answer).hasSizeLessThan(9_500).doesNotContain("left out");
            lines(reply).forEach(line -> assertThat(answer).contains(line.replace("\"", "\\\"")));
            told.addAll(lines(reply));
        }

        assertThat(told).containsExactlyElementsOf(owed);
    }

    @Test
    void aRefusalAndASessionsStartLeaveTheRestOwedToo() {
        ann.change("t1", "src/f", "one");
        bob.start();
        List<String> owed = oweBob(60);

        List<String> told = new ArrayList<>(lines(bob.edit("u1", "src/f")));
        assertThat(told).isNotEmpty().hasSizeLessThan(60);
        List<String> atStart = lines(bob.start());
        assertThat(String.join("\n", atStart)).hasSizeLessThanOrEqualTo(Sessions.DIGEST_MAX);
        atStart.stream().filter(owed::contains).forEach(told::add);
        told.addAll(bob.told());
        told.addAll(bob.told());

        assertThat(told).containsExactlyElementsOf(owed);
    }

    @Test
    void whatIsOwedWaitsOverAnEventWhoseAnswerTheHostDrops() {
        bob.edit("u1", "src/f");
        List<String> owed = oweBob(1);

        ToolCall denied = new ToolCall(new ToolUseId("u1"), "Edit", new Tool.Edit(List.of(repo.root() + "/src/f")));
        bob.send(new PermissionDenied(bob.call(), denied));

        assertThat(bob.told()).isEqualTo(owed);
    }

    private List<String> oweBob(int lines) {
        List<String> owed = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            owed.add("word " + i + " with \"quotes\" and more ".repeat(7));
        }
        InstanceId to = bob.instance().orElseThrow().id();
        return stage.rooms().store().write(tx -> {
            owed.forEach(line -> stage.rooms().notices().owe(tx, to, line));
            return owed;
        });
    }

    private static List<String> lines(HookReply reply) {
        return switch (reply) {
            case Context context -> context.lines();
            case Refuse refuse -> refuse.lines();
            case HookReply.Ask ask -> ask.lines();
            case HookReply.Silent _ -> List.of();
        };
    }
}
