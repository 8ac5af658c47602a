package dev.tutti.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tutti.kernel.store.StoreException.Code;
import dev.tutti.testing.Database;
import dev.tutti.testing.HandTicker;
import dev.tutti.testing.SeededIds;
import dev.tutti.testing.StoreFixture;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only a store in a file has: one owner, a disk under it, damage. */
class SqliteStoreTest {

    private static final Owner ELSEWHERE = new Owner("machine-2", "boot-9", "daemon-9");

    private final StoreFixture fixture = new StoreFixture(Database.SQLITE);
    private final Path file = fixture.folder().resolve("tutti.db");

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aDaemonThatLostTheStoreCanNeitherWriteNorGoOnReading() {
        Store first = fixture.store();
        makeTable(first);

        Store second = fixture.another();

        assertFails(Code.OUSTED, () -> put(first, "late"));
        assertFails(Code.OUSTED, () -> count(first));
        put(second, "mine");
        assertThat(count(second)).isEqualTo(1);
    }

    @Test
    void anOustedDaemonLeavesTheOwnerRowAlone() {
        Store first = fixture.store();
        Store second = fixture.another();

        first.close();
        makeTable(second);

        assertThat(count(second)).isZero();
    }

    @Test
    void takingTheStoreRaisesItsEpoch() {
        long before = fixture.report().epoch();

        fixture.reopen();

        assertThat(fixture.report().epoch()).isEqualTo(before + 1);
    }

    @Test
    void theTimeWithoutADaemonIsToldAtTheNextStart() {
        fixture.ticker().pass(Duration.ofHours(1));
        fixture.store().close();
        fixture.ticker().pass(Duration.ofMinutes(7));

        fixture.reopen();

        assertThat(fixture.report().downtime()).isEqualTo(Duration.ofMinutes(7));
        assertThat(fixture.report().orderly()).isTrue();
    }

    @Test
    void afterADisorderlyEndTheDowntimeCountsFromTheLastWrite() {
        fixture.ticker().pass(Duration.ofHours(1));
        makeTable(fixture.store());
        fixture.ticker().pass(Duration.ofMinutes(7));

        OpenReport report =
                fixture.openAs(new Owner("machine-1", "boot-2", "next")).report();

        assertThat(report.downtime()).isEqualTo(Duration.ofMinutes(7));
        assertThat(report.orderly()).isFalse();
    }

    @Test
    void anotherMachinesStoreIsRefusedUntilTheSettingSaysTake() {
        assertThatThrownBy(() -> fixture.openAs(ELSEWHERE))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.REFUSED))
                .hasMessageContaining("store.foreign_owner = \"take\"");

        makeTable(fixture.store());
        var settings = SqliteSettings.at(file).takingForeign();
        try (Store taken = open(ELSEWHERE, settings)) {
            assertThat(count(taken)).isZero();
        }
    }

    @Test
    void aStoreThatItsMachineLeftInOrderMayMove() {
        makeTable(fixture.store());
        fixture.store().close();

        Store moved = fixture.openAs(ELSEWHERE).store();

        assertThat(count(moved)).isZero();
    }

    @Test
    void disksThatMachinesShareAreRefusedNamingTheSetting() {
        for (String type : List.of("nfs4", "CIFS", "fuse.sshfs")) {
            assertThatThrownBy(() -> StoreFolder.refuseShared(Path.of("/home/a/.tutti/store"), type))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.REFUSED))
                    .hasMessageContaining("store.shared_disk = \"allow\"")
                    .hasMessageContaining(type);
        }
        StoreFolder.refuseShared(Path.of("/home/a/.tutti/store"), "ext4");
    }

    @Test
    void syncedFoldersAreRefusedUnlessTheSettingAllowsThem() throws IOException {
        Path synced = fixture.folder().resolve("Dropbox/tutti.db");
        Owner owner = new Owner("machine-1", "boot-1", "d");

        assertFails(Code.REFUSED, () -> open(owner, SqliteSettings.at(synced)));
        open(owner, SqliteSettings.at(synced).allowingSharedDisk()).close();

        assertThat(synced).exists();
    }

    @Test
    void theFileIsItsUsersAlone() throws IOException {
        Path folder = fixture.folder().resolve("new/folder");
        Path own = folder.resolve("tutti.db");

        open(new Owner("machine-1", "boot-1", "d"), SqliteSettings.at(own)).close();

        assertThat(mode(own)).isEqualTo("rw-------");
        assertThat(mode(folder)).isEqualTo("rwx------");
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws IOException {
        Path blocker = Files.createFile(fixture.folder().resolve("a-file"));

        assertThatThrownBy(() -> open(ELSEWHERE, SqliteSettings.at(blocker.resolve("store/tutti.db"))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.READ_ONLY))
                .hasMessageContaining("TUTTI_HOME");
    }

    @Test
    void aFolderInTheFilesPlaceIsSaid() throws IOException {
        Path folder = Files.createDirectory(fixture.folder().resolve("folder.db"));

        assertFails(Code.READ_ONLY, () -> open(ELSEWHERE, SqliteSettings.at(folder)));
    }

    @Test
    void aFileThatMayNotBeWrittenIsSaid() {
        fixture.store().close();
        assumeThat(file.toFile().setReadOnly() && !Files.isWritable(file))
                .as("a user whom permissions bind")
                .isTrue();

        assertFails(Code.READ_ONLY, fixture::reopen);
    }

    @Test
    void aFullDiskLeavesNothingOfTheWriteAndTheStoreReadable() {
        Store store = fixture.store();
        makeTable(store);
        put(store, "before");
        limitPages(store, 40);

        assertFails(
                Code.FULL,
                () -> store.write(tx -> {
                    for (int i = 0; i < 1_000; i++) {
                        tx.update("INSERT INTO things (name) VALUES (?)", "x".repeat(1_000) + i);
                    }
                    return true;
                }));

        assertThat(count(store)).isEqualTo(1);
        limitPages(store, 1_000_000);
        put(store, "after");
        assertThat(count(store)).isEqualTo(2);
    }

    @Test
    void aFileThatIsNoDatabaseIsKeptAsideAndSaid() throws IOException {
        fixture.store().close();
        Files.writeString(file, "garbage ".repeat(1_000));

        Store store = fixture.reopen();

        Path aside = fixture.report().keptAside().orElseThrow();
        assertThat(aside.getFileName().toString()).isEqualTo("tutti.db.damaged-20260101-000000");
        assertThat(aside).hasContent("garbage ".repeat(1_000));
        makeTable(store);
        assertThat(count(store)).isZero();
    }

    @Test
    void whatBelongsToADamagedFileIsKeptWithIt() throws IOException {
        Path broken = Files.writeString(fixture.folder().resolve("a.db"), "database");
        Files.writeString(fixture.folder().resolve("a.db-wal"), "log");
        Files.writeString(fixture.folder().resolve("a.db-shm"), "index");

        Path aside = StoreFolder.keepAside(broken, HandTicker.START);

        assertThat(aside).hasContent("database");
        assertThat(Path.of(aside + "-wal")).hasContent("log");
        assertThat(Path.of(aside + "-shm")).hasContent("index");
        assertThat(broken).doesNotExist();
    }

    @Test
    void twoDamagedFilesOfOneSecondAreBothKept() throws IOException {
        fixture.store().close();
        Files.writeString(file, "first ".repeat(1_000));
        fixture.reopen().close();
        Files.writeString(file, "second ".repeat(1_000));

        fixture.reopen();

        assertThat(fixture.report().keptAside().orElseThrow()).hasContent("second ".repeat(1_000));
        try (Stream<Path> files = Files.list(fixture.folder())) {
            assertThat(files.filter(kept -> kept.toString().contains("damaged")))
                    .hasSize(2);
        }
    }

    @Test
    void damageInsideTheFileIsFoundAfterADisorderlyEnd() throws Exception {
        fill(fixture.store());
        fixture.store().close();
        assertThat(inAnotherProcess("put", List.of())).contains("acknowledged");
        scribble(file);

        Store store = fixture.reopen();

        Path aside = fixture.report().keptAside().orElseThrow();
        assertThat(aside).exists();
        makeTable(store);
        assertThat(count(store)).isZero();
    }

    @Test
    void damageMetInUseStopsTheStoreAndIsLookedIntoAtTheNextStart() throws IOException {
        fill(fixture.store());
        fixture.store().close();
        scribble(file);
        Store damaged = fixture.reopen();

        assertFails(
                Code.DAMAGED, () -> damaged.read(tx -> tx.list("SELECT name FROM things", row -> row.text("name"))));
        assertFails(Code.DAMAGED, () -> put(damaged, "more"));
        fixture.reopen();

        assertThat(fixture.report().keptAside()).isPresent();
    }

    @Test
    void onlyADurableWriteWaitsForTheDisk() {
        String sql = "PRAGMA synchronous";

        long usual = fixture.store().write(tx -> number(tx, sql));
        long durable = fixture.store().writeDurably(tx -> number(tx, sql));
        long again = fixture.store().write(tx -> number(tx, sql));

        assertThat(List.of(usual, durable, again)).containsExactly(1L, 2L, 1L);
    }

    @Test
    void theLogIsFoldedIntoTheFileWhileTheStoreIsWritten() throws IOException {
        Store store = fixture.store();
        makeTable(store);
        long before = Files.size(file);

        int writes = 0;
        while (Files.size(file) == before && writes < 100 * LogKeeper.WRITES_MAX) {
            put(store, "x".repeat(500) + writes);
            writes++;
        }

        assertThat(Files.size(file)).isGreaterThan(before);
    }

    @Test
    void theLogOfLargeWritesIsFoldedByItsSizeAndGivesItsSpaceBack() throws IOException {
        Store store = fixture.store();
        makeTable(store);
        Path log = fixture.folder().resolve("tutti.db-wal");
        String megabyte = "x".repeat(1 << 20);

        long largest = 0;
        for (int write = 0; write < 200; write++) {
            put(store, megabyte + write);
            largest = Math.max(largest, Files.size(log));
        }
        int writes = 0;
        while (Files.size(log) > 2 * LogKeeper.BYTES_STEP && writes < 100 * LogKeeper.WRITES_MAX) {
            put(store, "x".repeat(500) + writes);
            writes++;
        }

        assertThat(largest).isLessThan(LogKeeper.BYTES_MAX + 2 * LogKeeper.BYTES_STEP);
        assertThat(Files.size(log)).isLessThanOrEqualTo(2 * LogKeeper.BYTES_STEP);
    }

    @Test
    void aFileThatWasRemovedDoesNotComeBackEmpty() throws IOException {
        fixture.another().close();
        Files.delete(file);

        assertFails(Code.READ_ONLY, () -> fixture.store().read(_ -> true));

        assertThat(file).doesNotExist();
    }

    @Test
    void foreignKeysAndTheLogAreOn() {
        Store store = fixture.store();

        assertThat(store.<Long>write(tx -> number(tx, "PRAGMA foreign_keys")).longValue())
                .isEqualTo(1);
        assertThat(store.<List<String>>write(tx -> tx.list("PRAGMA journal_mode", row -> row.text("journal_mode"))))
                .containsExactly("wal");
    }

    @Test
    void whatAKilledDaemonAcknowledgedIsThere() throws Exception {
        makeTable(fixture.store());
        fixture.store().close();

        assertThat(inAnotherProcess("put", List.of())).contains("acknowledged");
        Store store = fixture.reopen();

        assertThat(fixture.report().orderly()).isFalse();
        assertThat(count(store)).isEqualTo(1);
    }

    @Test
    void anotherProcessThatTakesTheStoreOustsThisOne() throws Exception {
        Store first = fixture.store();
        makeTable(first);

        assertThat(inAnotherProcess("put", List.of())).contains("acknowledged");

        assertFails(Code.OUSTED, () -> put(first, "late"));
    }

    @Test
    void aStartWithACurrentSchemaLoadsNoMigrationLibrary() throws Exception {
        fixture.store().close();

        String said = inAnotherProcess("open", List.of("-Xlog:class+load:file=" + file + ".classes"));

        assertThat(said).contains("opened");
        assertThat(Files.readString(Path.of(file + ".classes")))
                .contains("dev.tutti.kernel.store.SqliteStore")
                .doesNotContain("org.flywaydb")
                .doesNotContain("org.postgresql")
                .doesNotContain("com.zaxxer");
    }

    private String inAnotherProcess(String verb, List<String> flags) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        // A process that is halted leaves its native library behind, so it gets the test's folder for it.
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + fixture.folder()));
        command.addAll(flags);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), StoreProcess.class.getName(), verb, file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private Store open(Owner owner, SqliteSettings settings) {
        return openReporting(owner, settings).store();
    }

    private Opened openReporting(Owner owner, SqliteSettings settings) {
        return new Stores(owner, new HandTicker(), new SeededIds(1)).open(settings);
    }

    private static void assertFails(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void makeTable(Store store) {
        store.write(tx -> tx.update("CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT"));
    }

    private static void put(Store store, String name) {
        store.write(tx -> tx.update("INSERT INTO things (name) VALUES (?)", name));
    }

    private static long count(Store store) {
        return store.read(tx -> number(tx, "SELECT COUNT(*) AS n FROM things"));
    }

    private static long number(Tx tx, String sql) {
        String column = sql.startsWith("PRAGMA ") ? sql.substring(7) : "n";
        return tx.first(sql, row -> row.number(column)).orElseThrow();
    }

    private static void limitPages(Store store, int pages) {
        store.write(tx -> tx.list("PRAGMA max_page_count = " + pages, row -> row.number("max_page_count")));
    }

    /** Some pages of content. */
    private static void fill(Store store) {
        makeTable(store);
        store.write(tx -> {
            for (int i = 0; i < 200; i++) {
                tx.update("INSERT INTO things (name) VALUES (?)", "x".repeat(1_000) + i);
            }
            return true;
        });
    }

    /** Overwrites some of the pages that {@link #fill} wrote last, as a failing disk may. */
    private static void scribble(Path file) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            long pages = raw.length() / 4096;
            for (long page = pages - 30; page < pages - 20; page++) {
                raw.seek(page * 4096);
                raw.write("scribble".repeat(512).getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
