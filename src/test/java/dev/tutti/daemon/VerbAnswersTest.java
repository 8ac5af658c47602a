package dev.tutti.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.http.VerbCall;
import dev.tutti.http.VerbOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VerbAnswersTest {

    private static final VerbCall CALL = new VerbCall(List.of("register"), Map.of(), new byte[0], Optional.empty());

    private final List<String> happened = new ArrayList<>();

    /** A script that registered while the watch slept was not seen to die until some agent said something. */
    @Test
    void whoeverACommandRegistersIsLookedAfter() {
        VerbAnswers answers = new VerbAnswers(
                (_, _) -> {
                    happened.add("ran");
                    return 7;
                },
                () -> happened.add("poked"));

        assertThat(answers.run(CALL, new Silent())).isEqualTo(7);
        assertThat(happened).containsExactly("poked", "ran", "poked");
    }

    @Test
    void aCommandThatBreaksDoesNotKeepTheWatchAsleep() {
        VerbAnswers answers = new VerbAnswers(
                (_, _) -> {
                    throw new IllegalStateException("broken");
                },
                () -> happened.add("poked"));

        assertThatThrownBy(() -> answers.run(CALL, new Silent())).hasMessage("broken");
        assertThat(happened).containsExactly("poked", "poked");
    }

    private static final class Silent implements VerbOutput {

        @Override
        public void out(String text) {}

        @Override
        public void err(String text) {}

        @Override
        public void ask(String question) {}

        @Override
        public boolean open() {
            return true;
        }
    }
}
