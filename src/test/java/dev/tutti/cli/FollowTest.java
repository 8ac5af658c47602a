package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.git.GitPlace;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Database;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist;
import dev.tutti.testing.Typist.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that go on until their reader leaves: {@code status --watch}, {@code events --follow}, {@code logs --follow}. */
@Timeout(60)
final class FollowTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final StoreFixture fixture = new StoreFixture(Database.SQLITE);
    private final Stage stage = new Stage(fixture);
    private final GitPlace shop = stage.repository("shop");
    private final GitPlace elsewhere = stage.repository("elsewhere");
    private final Actor a = stage.actor("session-a", 101, shop);
    private final Actor other = stage.actor("session-b", 102, elsewhere);
    private final Typist ann = new Typist(stage).at(shop.root());
    private final Reader reader = new Reader();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void closeStore() {
        reader.leave();
        threads.close();
        fixture.close();
    }

    @Test
    void aTerminalIsDrawnOverAndNeverCleared() throws Exception {
        inTerminal(80, 24);
        a.prompt("Rename login");
        Future<Integer> watching = start("status", "--watch");

        String first = await(frame -> frame.contains("Rename login"));
        a.edit("a-1", "src/login.py");
        String next = await(frame -> frame.contains("src/login.py"));

        assertThat(first).startsWith("\u001b[2J\u001b[H").endsWith("\u001b[J");
        assertThat(next).startsWith("\u001b[H").endsWith("\u001b[J").doesNotContain("\u001b[2J");
        assertThat(next.lines().limit(next.lines().count() - 1)).allMatch(line -> line.endsWith("\u001b[K"));
        leave(watching);
    }

    @Test
    void aPictureFitsTheTerminal() throws Exception {
        inTerminal(40, 6);
        a.prompt("A task that says much more than a narrow terminal can show");
        for (int i = 0; i < 10; i++) {
            a.edit("a-" + i, "src/file" + i);
        }
        Future<Integer> watching = start("status", "--watch");

        List<String> lines =
                await(_ -> true).replaceAll("\u001b\\[[0-9]*[A-Z]", "").lines().toList();

        assertThat(lines).hasSize(5);
        assertThat(lines.getLast()).matches("and 1[0-9] more lines");
        assertThat(lines).allMatch(line -> line.codePointCount(0, line.length()) <= 40);
        leave(watching);
    }

    @Test
    void whatIsNoNewsIsNotDrawnAgain() throws Exception {
        inTerminal(80, 24);
        a.prompt("x");
        Future<Integer> watching = start("status", "--watch");
        await(_ -> true);

        other.edit("b-1", "src/f");
        a.edit("a-1", "src/f");
        await(frame -> frame.contains("src/f"));

        assertThat(reader.frames().all()).hasSize(2);
        leave(watching);
    }

    /** A file or a pipe does not grow because time goes by, and its times can be read later. */
    @Test
    void withoutATerminalOnlyWhatChangedIsWritten() throws Exception {
        a.prompt("x");
        Future<Integer> watching = start("status", "--watch");
        String first = await(_ -> true);

        stage.ticker().pass(Duration.ofSeconds(20));
        other.edit("b-1", "src/f");
        a.edit("a-1", "src/f");
        await(frame -> frame.contains("src/f"));
        leave(watching);

        assertThat(first).contains("2026-01-01T00:00:00.000Z").doesNotContain("\u001b", "ago", "now");
        assertThat(reader.frames().all(frame -> frame.startsWith("shop: "))).hasSize(2);
    }

    @Test
    void asJsonEachChangeIsOneDocument() throws Exception {
        inTerminal(80, 24);
        a.prompt("x");
        Future<Integer> watching = start("status", "--watch", "--json");
        await(_ -> true);

        stage.ticker().pass(Duration.ofSeconds(20));
        other.edit("b-1", "src/f");
        a.edit("a-1", "src/f");
        await(frame -> frame.contains("src/f"));
        leave(watching);

        assertThat(reader.frames().all()).hasSize(2).allMatch(frame -> frame.startsWith("{") && frame.endsWith("}\n"));
    }

    @Test
    void factsComeOnceInTheirOrderAndOnlyThoseOfThisProject() throws Exception {
        a.edit("a-1", "src/one");
        Future<Integer> following = start("events", "--follow");
        await(frame -> frame.contains("src/one"));

        other.edit("b-1", "src/elsewhere");
        a.edit("a-2", "src/two");
        a.edit("a-3", "src/three");
        await(frame -> frame.contains("src/three"));
        leave(following);

        assertThat(String.join("", reader.frames().all()).lines().filter(line -> line.contains("lock.granted")))
                .satisfiesExactly(
                        frame -> assertThat(frame).contains("src/one"),
                        frame -> assertThat(frame).contains("src/two"),
                        frame -> assertThat(frame).contains("src/three"));
    }

    /** On a database that several daemons share, another one's facts are announced to nobody here. */
    @Test
    void factsOfAnotherDaemonAreSeenToo() throws Exception {
        a.edit("a-1", "src/one");
        Stage neighbour =
                new Stage(fixture.ticker(), fixture.ids(), fixture.folder(), UnaryOperator.identity(), fixture.store());
        GitPlace same = neighbour.repository("shop");
        Future<Integer> following = start("events", "--follow");
        await(frame -> frame.contains("src/one"));

        neighbour.actor("session-n", 201, same).edit("n-1", "src/two");

        await(frame -> frame.contains("src/two"));
        leave(following);
    }

    @Test
    void whoFollowsBeforeAnythingHappenedSeesTheFirstFact() throws Exception {
        Future<Integer> following = start("events", "--follow", "--json");

        a.edit("a-1", "src/one");

        assertThat(await(_ -> true)).contains("instance.joined");
        await(frame -> frame.contains("src/one"));
        leave(following);
    }

    @Test
    void ofFactsOlderThanAskedForNoneIsShownLater() throws Exception {
        a.edit("a-1", "src/old");
        stage.ticker().pass(Duration.ofMinutes(10));
        Future<Integer> following = start("events", "--follow", "--since", "1m");

        a.edit("a-2", "src/new");
        await(frame -> frame.contains("src/new"));
        leave(following);

        assertThat(reader.frames().all(frame -> frame.contains("src/old"))).isEmpty();
    }

    @Test
    void logLinesComeOnceAndOnlyThoseWanted() throws Exception {
        Path log = ann.resident().home().log();
        Files.createDirectories(log.getParent());
        Files.writeString(log, "one wanted\ntwo\n");
        Future<Integer> following = start("logs", "--follow", "--grep", "Wanted");
        await(frame -> frame.contains("one wanted"));

        append(log, "three\nfour wanted\n");
        await(frame -> frame.contains("four"));
        leave(following);

        assertThat(reader.frames().all()).containsExactly("one wanted\n", "four wanted\n");
    }

    /** It was told that another has it, as if it had waited as long as it wanted. */
    @Test
    void whoWaitsForALockIsToldThatTheDaemonStops() throws Exception {
        a.edit("a-1", "src/f");
        reader.leave();

        Future<Integer> waiting = start("lock", "acquire", "src/f", "--wait", "1h");

        leave(waiting);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private void inTerminal(int columns, int rows) {
        ann.with("TUTTI_TTY", "1")
                .with("TERM", "xterm")
                .with("NO_COLOR", "1")
                .with("COLUMNS", Integer.toString(columns))
                .with("LINES", Integer.toString(rows));
    }

    private Future<Integer> start(String... words) {
        return threads.submit(() -> ann.run(reader, words));
    }

    private String await(java.util.function.Predicate<String> wanted) {
        return reader.frames().await(wanted, SOON);
    }

    /** The daemon stops, which is the only end of these that anybody hears of. */
    private void leave(Future<Integer> command) throws Exception {
        reader.leave();
        assertThat(command.get(20, TimeUnit.SECONDS)).isEqualTo(69);
        assertThat(reader.read(69).err()).startsWith("tutti: the daemon stops\n  Next step: ");
    }
}
