package dev.tutti.kernel.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.SystemTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {

    @TempDir
    Path folder;

    private Home home = new Home(Path.of("/none"));

    @BeforeEach
    void openHome() {
        home = new Home(folder);
        home.open();
    }

    private static Deadline in(Duration time) {
        return Deadline.in(new SystemTicker(), time);
    }

    @Test
    void isHeldByOneAtATime() {
        try (HomeLock lock = HomeLock.tryTake(home).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(HomeLock.tryTake(home)).isEmpty();
            assertThat(HomeLock.take(home, () -> true, in(Duration.ofSeconds(20))))
                    .isEmpty();
            assertThat(HomeLock.take(home, () -> false, in(Duration.ZERO))).isEmpty();
        }
        Optional<HomeLock> next = HomeLock.tryTake(home);
        assertThat(next).isPresent();
        next.orElseThrow().close();
    }

    @Test
    void oneThatWaitsWhileNobodyServesGetsItWhenTheHolderIsDone() throws Exception {
        HomeLock holder = HomeLock.tryTake(home).orElseThrow();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<HomeLock>> waiter =
                    threads.submit(() -> HomeLock.take(home, () -> false, in(Duration.ofSeconds(20))));

            holder.close();

            Optional<HomeLock> taken = waiter.get(20, TimeUnit.SECONDS);
            assertThat(taken).isPresent();
            taken.orElseThrow().close();
        }
    }
}
