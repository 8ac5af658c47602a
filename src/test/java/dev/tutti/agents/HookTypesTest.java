package dev.tutti.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookTypesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "é", "\0"})
    void anIdIsVisibleAsciiWithoutBlanks(String text) {
        assertThat(SessionId.of(text)).isEmpty();
        assertThat(AgentId.of(text)).isEmpty();
        assertThat(ToolUseId.of(text)).isEmpty();
        assertThatThrownBy(() -> new SessionId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIdHasAtMostTwoHundredCharacters() {
        assertThat(SessionId.of("x".repeat(200))).isPresent();
        assertThat(SessionId.of("x".repeat(201))).isEmpty();
    }

    @Test
    void aStandInIdIsTheSameBeforeAndAfterACall() {
        Tool edit = new Tool.Edit(List.of("/a"));

        assertThat(ToolUseId.standIn("write_file", edit))
                .isEqualTo(ToolUseId.standIn("write_file", new Tool.Edit(List.of("/a"))))
                .isNotEqualTo(ToolUseId.standIn("write_file", new Tool.Edit(List.of("/b"))))
                .isNotEqualTo(ToolUseId.standIn("replace", edit));
    }

    @Test
    void aChildMissingFromARelevantListHasEnded() {
        AgentId child = new AgentId("a1");

        assertThat(new BackgroundTasks(true, List.of("a1")).mayInclude(child)).isTrue();
        assertThat(new BackgroundTasks(true, List.of("a2")).mayInclude(child)).isFalse();
        assertThat(BackgroundTasks.unknown().mayInclude(child)).isTrue();
    }

    @Test
    void aRefusalWithoutAReasonIsABug() {
        assertThatThrownBy(() -> HookReply.refuse(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HookReply.ask("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyReplyCanCarryAWordForThePerson() {
        assertThat(HookReply.silent().withPersonMessage("hello"))
                .isEqualTo(new HookReply.Context(List.of(), Optional.of("hello")));
        assertThat(HookReply.refuse("held").withPersonMessage("hello"))
                .isEqualTo(new HookReply.Refuse("held", List.of(), Optional.of("hello")));
    }

    @Test
    void contextWithoutLinesIsSilence() {
        assertThat(HookReply.context(List.of())).isEqualTo(HookReply.silent());
    }
}
