package dev.tutti.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.http.Limits;
import dev.tutti.kernel.home.Build;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.id.RandomIds;
import dev.tutti.kernel.log.LogToFile;
import dev.tutti.kernel.log.Secrets;
import dev.tutti.kernel.store.StoreException;
import dev.tutti.kernel.store.StoreException.Code;
import dev.tutti.kernel.time.SystemTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last lines of the log are what a person is shown of a start that failed. */
class FailedStartTest {

    @TempDir
    private Path folder;

    private String logOf(RuntimeException failure) throws IOException {
        Home home = new Home(folder.resolve("home"));
        home.open();
        LogToFile log = LogToFile.install(home.log(), new SystemTicker(), new Secrets());
        try {
            Surroundings surroundings = new Surroundings(
                    new SystemTicker(), new RandomIds(), new Build("0.1.0", "b1"), 42, Limits.DEFAULT, new Secrets());
            new DaemonStart(home, surroundings, (_, _) -> {
                        throw failure;
                    })
                    .start(Map.of(), () -> {});
        } finally {
            log.close();
        }
        return Files.readString(home.log());
    }

    @Test
    void whatAStoreSaysOfItsServerIsTheWholeWord() throws IOException {
        String log = logOf(new StoreException(
                Code.UNREACHABLE, "the server cannot be reached", new IllegalStateException("refused")));

        assertThat(log)
                .contains("failed to start: the server cannot be reached")
                .doesNotContain(" at daemon.");
    }

    @Test
    void aBugIsLoggedWithWhereItHappened() throws IOException {
        String log = logOf(new IllegalStateException("a bug"));

        assertThat(log).contains("failed to start: a bug").contains(" at daemon.FailedStartTest");
    }
}
