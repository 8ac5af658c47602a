package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.http.VerbOutput;
import dev.tutti.testing.Database;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist.Reader;
import dev.tutti.testing.Typist.Said;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever stood in line until its time was over is told so, and what else there is to do. */
final class WaitedInVainTest {

    private final StoreFixture fixture = new StoreFixture(Database.SQLITE);
    private final Shop shop = new Shop(fixture).opened();

    @AfterEach
    void closeStore() {
        fixture.close();
    }

    @Test
    void whoWaitedInVainIsToldHowLongAndWhomToAsk() {
        Said said = waits("lock", "acquire", "src/login.py", "--wait", "45m");

        assertThat(said.code()).isEqualTo(10);
        assertThat(said.err())
                .startsWith("tutti: waited 45 min in vain: src/login.py is locked by A (")
                .endsWith("\n  Next step: ask its holder with tutti message send A TEXT, or give it a longer --wait\n");
    }

    @Test
    void aDocumentSaysItToo() {
        assertThat(waits("lock", "acquire", "src/login.py", "--wait", "20s", "--json")
                        .out())
                .contains("\"result\":\"held\"", "\"text\":\"waited 20 s in vain: src/login.py is locked by A (");
    }

    @Test
    void whoDidNotWaitIsToldThatItCan() {
        assertThat(shop.ann
                        .type("lock", "acquire", "src/login.py", "--wait", "0s")
                        .err())
                .startsWith("tutti: src/login.py is locked by A (")
                .contains("Next step: wait for it with --wait");
    }

    /** Its time passes while it waits. */
    private Said waits(String... words) {
        Reader reader = new Reader();
        VerbOutput patient = new VerbOutput() {
            @Override
            public void out(String text) {
                reader.out(text);
            }

            @Override
            public void err(String text) {
                reader.err(text);
            }

            @Override
            public void ask(String question) {
                reader.ask(question);
            }

            @Override
            public boolean open() {
                shop.stage.ticker().pass(Duration.ofHours(1));
                return true;
            }
        };
        return reader.read(shop.ann.run(patient, words));
    }
}
