package dev.tutti.projects;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.git.SystemGit;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.kernel.store.Store;
import dev.tutti.testing.Database;
import dev.tutti.testing.StoreFixture;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Two daemons of a team's database meet a repository that is new to both at the same moment. */
class FirstMeetingTest {

    private final Path root = Path.of("/work/shop");

    @Test
    void aPlaceThatTwoDaemonsMeetAtOnceIsOneProject() {
        Ground ground = ground(root, "shop", Optional.empty());

        assertThatBothAreOfOneProject(ground, ground, Optional.empty());
    }

    @Test
    void twoClonesOfOneRemoteThatAreMetAtOnceAreOneProject() {
        Ground here = ground(root, "shop", Optional.empty());
        Ground there = ground(Path.of("/else/shop"), "else", Optional.empty());

        assertThatBothAreOfOneProject(here, there, Optional.of("https://example.invalid/shop 1234"));
    }

    @Test
    void aMarkedRepositoryThatTwoDaemonsMeetAtOnceIsOneProject() {
        Ground ground = ground(root, "shop", Optional.of("the-marker"));

        assertThatBothAreOfOneProject(ground, ground, Optional.empty());
    }

    private static void assertThatBothAreOfOneProject(Ground one, Ground other, Optional<String> remote) {
        try (StoreFixture fixture = new StoreFixture(Database.POSTGRESQL)) {
            Store second = fixture.another();
            CountDownLatch bothBegan = new CountDownLatch(2);

            CompletableFuture<Standing> first = settle(fixture, fixture.store(), one, remote, bothBegan);
            Standing standing =
                    settle(fixture, second, other, remote, bothBegan).join();

            assertThat(first.join().project()).isEqualTo(standing.project());
            assertThat(second.read(projects(fixture)::all)).containsExactly(standing.project());
        }
    }

    private static CompletableFuture<Standing> settle(
            StoreFixture fixture, Store store, Ground ground, Optional<String> remote, CountDownLatch bothBegan) {
        Projects projects = projects(fixture);
        return CompletableFuture.supplyAsync(
                () -> store.write(tx -> {
                    assertThat(projects.find(tx, ground)).isEmpty();
                    bothBegan.countDown();
                    await(bothBegan);
                    return projects.settle(tx, ground, remote);
                }),
                Thread::startVirtualThread);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Projects projects(StoreFixture fixture) {
        return new Projects(new Grounds(new SystemGit(), new PathKeys()), fixture.ids(), "machine-1");
    }

    private static Ground ground(Path root, String key, Optional<String> marker) {
        return new Ground(Ground.Kind.REPOSITORY, root, key, key, Optional.empty(), marker, false);
    }
}
