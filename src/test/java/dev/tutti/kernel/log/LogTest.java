package dev.tutti.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.HandTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {

    @TempDir
    Path folder;

    private Path path = Path.of("/none");

    @BeforeEach
    void namePath() {
        path = folder.resolve("daemon.log");
    }

    private static LogRecord record(Level level, String logger, String text) {
        LogRecord record = new LogRecord(level, text);
        record.setLoggerName(logger);
        return record;
    }

    @Test
    void anEventIsOneLineWithTimeLevelAndRoom() throws IOException {
        HandTicker ticker = new HandTicker();
        try (LogToFile log = LogToFile.of(path, ticker, new Secrets())) {
            log.publish(record(Level.INFO, "dev.tutti.locks.Locks", "granted\nand\tmore\u001b[1m"));
            ticker.pass(Duration.ofMillis(7));
            log.publish(record(Level.WARNING, "dev.tutti.kernel.store.Sqlite", "slow"));
            log.publish(record(Level.SEVERE, "com.zaxxer.hikari", "lost"));
            log.publish(record(Level.INFO, "dev.tutti.http", "{0} is not filled in"));
        }

        assertThat(path).hasContent("""
                2026-01-01T00:00:00.000Z INFO  locks granted\\nand more?[1m
                2026-01-01T00:00:00.007Z WARN  store slow
                2026-01-01T00:00:00.007Z ERROR com.zaxxer.hikari lost
                2026-01-01T00:00:00.007Z INFO  http {0} is not filled in
                """);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFailureIsOneLineWithItsCausesAndPlaces() {
        Throwable failure = new IllegalStateException("outer", new IOException("inner"));

        String line = LogLine.of(failure);

        assertThat(line)
                .startsWith("java.lang.IllegalStateException: outer at kernel.log.LogTest.aFailureIsOneLine")
                .contains(" caused by java.io.IOException: inner at ")
                .doesNotContain("\n");
    }

    @Test
    void aLongTextIsCut() {
        String line = LogLine.of(Instant.EPOCH, "INFO", "dev.tutti.http", "x".repeat(100_000));

        assertThat(line.length()).isLessThan(LogLine.TEXT_MAX + 100);
    }

    @Test
    void secretsNeverReachTheFile() {
        Secrets secrets = new Secrets();
        secrets.add("feedfacefeedface");

        assertThat(secrets.hide("state 1 feedfacefeedface 2")).isEqualTo("state 1 *** 2");
        assertThat(secrets.hide("jdbc:postgresql://me:pass@db/x?user=me&password=pw&ssl=true"))
                .isEqualTo("jdbc:postgresql://***@db/x?user=me&password=***&ssl=true");
        assertThat(secrets.hide("Authorization: Bearer abc.def==")).isEqualTo("Authorization: Bearer ***");
        assertThat(secrets.hide("mail a@b, x=1")).isEqualTo("mail a@b, x=1");
    }

    @Test
    void aFullFileIsSetAsideAndOnlySoManyAreKept() throws IOException {
        try (LogFile file = new LogFile(path, 20)) {
            file.mayRotate();
            for (int i = 0; i < 10; i++) {
                file.append("line number " + i);
            }
        }

        assertThat(path).hasContent("line number 8\nline number 9\n");
        assertThat(LogFile.older(path, 1)).hasContent("line number 6\nline number 7\n");
        assertThat(LogFile.older(path, 2)).hasContent("line number 4\nline number 5\n");
        assertThat(LogFile.older(path, 3)).doesNotExist();
    }

    @Test
    void aProcessThatDoesNotHoldTheHomeRenamesNothing() throws IOException {
        try (LogFile file = new LogFile(path, 5)) {
            file.append("first");
            file.append("second");
        }

        assertThat(path).hasContent("first\nsecond\n");
    }

    @Test
    void linesThatCouldNotBeWrittenAreCountedAndSaid() throws IOException {
        Path missing = folder.resolve("later/daemon.log");
        try (LogFile file = new LogFile(missing, 1_000)) {
            file.append("lost");
            file.append("lost too");
            Files.createDirectory(folder.resolve("later"));

            file.append("kept");
        }

        assertThat(missing).hasContent("2 lines before this one could not be written\nkept\n");
    }

    @Test
    void theTailReachesBackIntoOlderFilesAndSelects() throws IOException {
        Files.writeString(LogFile.older(path, 1), "a locked by B\nb\n");
        Files.writeString(path, "c LOCKED BY d\ne\n");
        LogReader reader = new LogReader(path);

        assertThat(reader.tail(3, LogReader.containing(""))).containsExactly("b", "c LOCKED BY d", "e");
        assertThat(reader.tail(10, LogReader.containing("locked by")))
                .containsExactly("a locked by B", "c LOCKED BY d");
        assertThat(reader.tail(0, LogReader.containing(""))).isEmpty();
        assertThat(new LogReader(folder.resolve("none")).tail(5, LogReader.containing("")))
                .isEmpty();
    }

    @Test
    void aFollowerGetsWholeNewLinesAlsoAfterTheFileWasSetAside() throws IOException {
        try (LogFile file = new LogFile(path, 30)) {
            file.mayRotate();
            file.append("before");
            LogReader.Follower follower = new LogReader(path).follow();
            assertThat(follower.next()).isEmpty();

            file.append("grün");
            file.append("and a long line");
            assertThat(follower.next()).containsExactly("grün", "and a long line");

            file.append("in a new file");
            assertThat(follower.next()).isEqualTo(List.of("in a new file"));
        }
    }

    @Test
    void aFollowerThatWaitsGetsWhatComesMeanwhile() throws Exception {
        LogReader.Follower follower = new LogReader(path).follow();
        assertThat(follower.next(Duration.ZERO)).isEmpty();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<String>> lines = threads.submit(() -> follower.next(Duration.ofSeconds(20)));

            Files.writeString(path, "news\n");

            assertThat(lines.get(20, TimeUnit.SECONDS)).containsExactly("news");
        }
    }

    @Test
    void aFollowerWaitsForTheEndOfALine() throws IOException {
        LogReader.Follower follower = new LogReader(path).follow();
        Files.writeString(path, "half");
        assertThat(follower.next()).isEmpty();

        Files.writeString(path, "half and half\n");
        assertThat(follower.next()).containsExactly("half and half");
    }
}
