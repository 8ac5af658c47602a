package dev.tutti.testing.realclient;

import static dev.tutti.testing.realclient.Reply.bash;
import static dev.tutti.testing.realclient.Reply.say;
import static dev.tutti.testing.realclient.Reply.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The harness itself, without Tutti: what the other tests of the real client stand on. */
@ExtendWith(LabExtension.class)
class HarnessRealClientIT {

    @Test
    void aScriptedWriteHappens(Lab lab) {
        Path file = lab.repository().root().resolve("a.txt");

        ClientRun run = lab.run(lab.api().script("one", say(write(file, "from the script\n")), say("Done.")));

        assertThat(run.text()).isEqualTo("Done.");
        assertThat(file).hasContent("from the script\n");
        assertThat(run.process().exitCode()).isZero();
    }

    @Test
    void aRefusedWriteDoesNotHappenAndTheModelIsShownTheReason(Lab lab) {
        Path file = lab.repository().root().resolve("a.txt");
        lab.hooked("PreToolUse").hook().answer(call -> HookAnswer.deny("HELD BY A"));

        lab.run(lab.api().script("one", say(write(file, "x")), say("Understood.")));

        assertThat(file).doesNotExist();
        assertThat(lab.api().lastAsked().showed("PreToolUse:Write hook error: HELD BY A"))
                .isTrue();
    }

    @Test
    void contextOfSessionStartReachesTheModel(Lab lab) {
        lab.hooked("SessionStart").hook().answer(call -> HookAnswer.context(call.event(), "WHO ELSE IS HERE"));

        lab.run(lab.api().script("one", say("Hello.")));

        assertThat(lab.api().lastAsked().showed("WHO ELSE IS HERE")).isTrue();
    }

    @Test
    void whatSessionStartExportsIsSeenByLaterShellCalls(Lab lab) {
        lab.hooked("SessionStart").hook().answer(call -> {
            append(call.variable("CLAUDE_ENV_FILE"), "export GIVEN_NAME=otto\n");
            return HookAnswer.NONE;
        });

        lab.run(lab.api().script("one", say(bash("echo \"I am $GIVEN_NAME\"")), say("Done.")));

        assertThat(lab.api().lastAsked().showed("I am otto")).isTrue();
    }

    private static void append(String file, String text) {
        try {
            Files.writeString(Path.of(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
