package dev.tutti.agents.claude;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClaudeInboxTest {

    @Test
    void aTextIsAUsersMessageOnOneLine() {
        List<String> written = new ArrayList<>();
        ClaudeInbox inbox = new ClaudeInbox((socket, line) -> written.add(socket + " " + line));

        assertThat(inbox.say(Path.of("/run/s"), "one \"two\"\nthree")).isTrue();

        assertThat(written)
                .containsExactly("/run/s {\"type\":\"user\",\"message\":{\"role\":\"user\","
                        + "\"content\":\"one \\\"two\\\"\\nthree\"}}");
    }
}
