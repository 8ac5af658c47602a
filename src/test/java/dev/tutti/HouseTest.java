package dev.tutti;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the code to the plan of the house: {@link HousePlan}. Each rule is also shown a few lines that break it, so that a
 * rule that cannot fail is noticed.
 */
class HouseTest {

    private static House house;

    @BeforeAll
    static void readTheHouse() {
        house = House.here();
        assertThat(house.types()).isNotEmpty();
        assertThat(house.tests()).isNotEmpty();
        assertThat(house.sources()).isNotEmpty();
    }

    @Test
    void everyArrowIsInThePlan() {
        assertThat(GraphRules.arrowsAreInThePlan(house)).isEmpty();
    }

    @Test
    void anArrowThatIsNotInThePlanIsFound() {
        House bad = new TinyHouse()
                .type("dev.tutti.kernel.time.Up", "class Up { dev.tutti.pool.Pool pool; }")
                .type("dev.tutti.pool.Pool", "public class Pool { dev.tutti.kernel.store.Low low; }")
                .type("dev.tutti.pool.EntryId", "public record EntryId(long number) {}")
                .type("dev.tutti.pool.FalseId", "public class FalseId {}")
                .type("dev.tutti.kernel.store.Low", "public interface Low {}")
                .type("dev.tutti.work.Work", "class Work { java.util.List<dev.tutti.pool.Pool> pools; }")
                .type("dev.tutti.work.Ids", "class Ids { dev.tutti.pool.EntryId id; }")
                .type("dev.tutti.work.Uses", "class Uses { void f(dev.tutti.pool.FalseId id) {} }")
                .type("dev.tutti.attic.Found", "class Found {}")
                .built();

        assertThat(GraphRules.arrowsAreInThePlan(bad))
                .containsExactlyInAnyOrder(
                        "kernel.time.Up uses pool.Pool, but kernel.time may use only nothing of Tutti",
                        "work.Work uses pool.Pool, but work may use only [kernel.*, projects, instances]",
                        "work.Uses uses pool.FalseId, but work may use only [kernel.*, projects, instances]",
                        "attic has no row in HousePlan.ARROWS; a package is decided first");
    }

    @Test
    void packagesFormNoCycle() {
        assertThat(GraphRules.packagesFormNoCycle(house)).isEmpty();
    }

    @Test
    void aCycleIsFound() {
        House bad = new TinyHouse()
                .type("dev.tutti.a.A", "public class A { dev.tutti.b.B b; }")
                .type("dev.tutti.b.B", "public class B { void f() { new dev.tutti.c.C(); } }")
                .type("dev.tutti.c.C", "public class C { static Object a() { return dev.tutti.a.A.class; } }")
                .type("dev.tutti.d.D", "class D { dev.tutti.a.A a; }")
                .built();

        assertThat(GraphRules.packagesFormNoCycle(bad)).containsExactly("a -> b -> c -> a");
    }

    @Test
    void everyPackageHasItsPage() {
        assertThat(GraphRules.packagesHaveAPage(house)).isEmpty();
    }

    @Test
    void aPageThatIsMissingOrFalseIsFound() {
        House bad = new TinyHouse()
                .type("dev.tutti.a.A", "public class A {}")
                .type("dev.tutti.b.B", "class B { dev.tutti.a.A a; dev.tutti.kernel.d.D d; }")
                .page("dev.tutti.b", "kernel only")
                .type("dev.tutti.c.C", "class C {}")
                .type("dev.tutti.c.package-info", "")
                .type("dev.tutti.kernel.d.D", "public class D {}")
                .page("dev.tutti.kernel.d", "Nothing of Tutti.")
                .built();

        String folder = "src/main/java/dev/tutti/";
        assertThat(GraphRules.packagesHaveAPage(bad))
                .containsExactlyInAnyOrder(
                        folder + "a/package-info.java is missing",
                        folder + "b/package-info.java does not name a under Imports",
                        folder + "c/package-info.java has no @NullMarked",
                        folder + "c/package-info.java says nothing under Owns",
                        folder + "c/package-info.java says nothing under Promises",
                        folder + "c/package-info.java says nothing under States",
                        folder + "c/package-info.java says nothing under Fails how",
                        folder + "c/package-info.java says nothing under Imports");
    }

    @Test
    void tablesAreNamedByTheirRoomOnly() {
        assertThat(CodeRules.tablesAreNamedByTheirRoomOnly(house)).isEmpty();
    }

    @Test
    void aTableNamedByAnotherRoomIsFound() {
        House bad = new TinyHouse()
                .migration("V1__locks.sql", "CREATE TABLE file_lock (id BIGINT);\nCREATE TABLE waiter (id BIGINT);")
                .migration("V2__pool_more.sql", "CREATE TABLE IF NOT EXISTS entry (id BIGINT);")
                .type("dev.tutti.pool.PoolTable", """
                        class PoolTable {
                            String own = "SELECT id FROM entry WHERE waiter = 1";
                            String foreign(String more) {
                                return "DELETE FROM\\n  file_lock " + more;
                            }
                        }
                        """)
                .migration("V3__kernel.sql", "CREATE TABLE schema_state (id BIGINT);")
                .type("dev.tutti.kernel.store.Own", "class Own { String own = \"DELETE FROM schema_state\"; }")
                .type("dev.tutti.kernel.lease.Other", "class Other { String other = \"DELETE FROM schema_state\"; }")
                .type("dev.tutti.locks.LockTable", "class LockTable { String own = \"UPDATE waiter SET id = 1\"; }")
                .built();

        assertThat(CodeRules.tablesAreNamedByTheirRoomOnly(bad))
                .containsExactlyInAnyOrder(
                        "pool.PoolTable names the table file_lock, which belongs to locks; ask its service",
                        "kernel.lease.Other names the table schema_state, which belongs to kernel.store; ask its"
                                + " service");
    }

    @Test
    void bannedCallsStayInTheirPort() {
        assertThat(CodeRules.bannedCallsStayInTheirPort(house, HousePlan.CALL_EXCEPTIONS.keySet()))
                .isEmpty();
    }

    @Test
    void aBannedCallIsFoundAndItsReplacementNamed() {
        House bad = new TinyHouse()
                .type("dev.tutti.kernel.time.Clock", "class Clock { long now() { return System.nanoTime(); } }")
                .type("dev.tutti.locks.Everything", """
                        import java.util.function.*;
                        class Everything {
                            void all() throws Exception {
                                java.time.Instant.now();
                                System.currentTimeMillis();
                                LongSupplier reference = System::nanoTime;
                                new java.util.Random();
                                Math.random();
                                java.util.UUID.randomUUID();
                                java.util.concurrent.ThreadLocalRandom.current();
                                System.getenv("HOME");
                                System.getProperty("user.home");
                                Thread.sleep(1);
                                java.util.concurrent.TimeUnit.SECONDS.sleep(1);
                                new ProcessBuilder("ls").start();
                                Runtime.getRuntime().exec(new String[0]);
                                new java.io.File("x");
                                new java.io.FileReader("x");
                                java.nio.file.Files.exists(java.nio.file.Path.of("x"));
                                System.out.println();
                                new IllegalStateException().printStackTrace();
                                System.exit(1);
                            }
                        }
                        """)
                .built();

        assertThat(CodeRules.bannedCallsStayInTheirPort(bad, Set.of()))
                .allMatch(breach -> breach.startsWith("locks.Everything uses "))
                .anyMatch(breach -> breach.endsWith("java.lang.System.nanoTime; use kernel.time.Ticker"))
                .extracting(breach -> breach.replaceAll(".* uses (?:\\w+\\.)*(\\w+\\.[\\w<>]+);.*", "$1"))
                .containsExactlyInAnyOrder(
                        "Instant.now",
                        "System.currentTimeMillis",
                        "System.nanoTime",
                        "Random.<init>",
                        "Math.random",
                        "UUID.randomUUID",
                        "ThreadLocalRandom.current",
                        "System.getenv",
                        "System.getProperty",
                        "Thread.sleep",
                        "TimeUnit.sleep",
                        "ProcessBuilder.<init>",
                        "ProcessBuilder.start",
                        "Runtime.exec",
                        "File.<init>",
                        "FileReader.<init>",
                        "Files.exists",
                        "System.out",
                        "IllegalStateException.printStackTrace",
                        "System.exit");
    }

    @Test
    void anExceptionIsForOneTypeAndLeavesWhenItIsNotNeeded() {
        House bad = new TinyHouse()
                .type("dev.tutti.a.A", "class A { void f() { System.exit(1); } }")
                .type("dev.tutti.a.B", "class B { void f() { System.exit(1); } }")
                .built();

        assertThat(CodeRules.bannedCallsStayInTheirPort(bad, Set.of("a.A System", "a.C System")))
                .containsExactly(
                        "a.B uses java.lang.System.exit; use an outcome that daemon.Main turns into an exit code",
                        "a.C System needs no place in HousePlan.CALL_EXCEPTIONS any more; remove it");
    }

    @Test
    void testsDoNotSleep() {
        assertThat(CodeRules.testsDoNotSleep(house)).isEmpty();
    }

    @Test
    void aSleepingTestIsFound() {
        House bad = new TinyHouse()
                .type("dev.tutti.a.ATest", "class ATest { void t() throws Exception { Thread.sleep(5); } }")
                .built();

        assertThat(CodeRules.testsDoNotSleep(bad))
                .containsExactly("a.ATest uses java.lang.Thread.sleep; use a signal that is awaited with a deadline");
    }

    @Test
    void namesSaySomething() {
        assertThat(ShapeRules.namesSaySomething(house, HousePlan.NAMES_KEPT)).isEmpty();
    }

    @Test
    void aNameThatSaysNothingIsFound() {
        House bad = new TinyHouse()
                .type("dev.tutti.a.LockManager", "class LockManager { record RowData() {} }")
                .type("dev.tutti.a.DataLock", "class DataLock {}")
                .built();

        assertThat(ShapeRules.namesSaySomething(bad, Map.of("a.LockManager$RowData", "is theirs")))
                .containsExactly(
                        "a.LockManager ends with a word that says nothing, one of [Manager, Helper, Util, Utils,"
                                + " Impl, Data]; change it, or give the reason in HousePlan.NAMES_KEPT");
    }

    @Test
    void methodsAreShort() {
        assertThat(ShapeRules.methodsAreShort(house, HousePlan.LONG_METHODS)).isEmpty();
    }

    @Test
    void aMethodThatIsTooLongIsFoundAndTheListOnlyShrinks() {
        House bad = new TinyHouse()
                .type("dev.tutti.a.Long", "class Long { void f(int i) {\n" + "i++;\n".repeat(60) + "} }")
                .type("dev.tutti.a.Short", "class Short { void f(int i) {\n" + "i++;\n".repeat(59) + "} }")
                .built();

        assertThat(ShapeRules.methodsAreShort(bad, Map.of()))
                .containsExactly("a.Long.f has 61 lines, at most 60; split it");
        assertThat(ShapeRules.methodsAreShort(bad, Map.of("a.Long.f", 61))).isEmpty();
        assertThat(ShapeRules.methodsAreShort(bad, Map.of("a.Long.f", 70)))
                .containsExactly("a.Long.f has 61 lines now; say so in HousePlan.LONG_METHODS, or remove it there");
        assertThat(ShapeRules.methodsAreShort(bad, Map.of("a.Long.f", 61, "a.Gone.f", 65)))
                .containsExactly("a.Gone.f has 0 lines now; say so in HousePlan.LONG_METHODS, or remove it there");
    }

    @Test
    void filesAreShort() {
        assertThat(ShapeRules.filesAreShort(house, HousePlan.LONG_FILES)).isEmpty();
    }

    @Test
    void aFileThatIsTooLongIsFoundAndAnOldReasonToo() {
        House bad = new TinyHouse()
                .type("dev.tutti.a.Long", "class Long {}" + "\n// more".repeat(400))
                .built();

        assertThat(ShapeRules.filesAreShort(bad, Map.of()))
                .containsExactly("src/main/java/dev/tutti/a/Long.java has over 400 lines; change it, or give the reason"
                        + " in HousePlan.LONG_FILES");
        assertThat(ShapeRules.filesAreShort(bad, Map.of("src/main/java/dev/tutti/a/Long.java", "is a list", "x", "y")))
                .containsExactly("x needs no place in HousePlan.LONG_FILES any more; remove it");
    }

    @Test
    void roomsShowOnlyTheirFace() {
        assertThat(ShapeRules.roomsShowOnlyTheirFace(house, HousePlan.PUBLIC_BESIDES))
                .isEmpty();
    }

    @Test
    void aRoomsPublicInsideIsFound() {
        House bad = new TinyHouse()
                .type("dev.tutti.pool.Pool", """
                        public class Pool {
                            public java.util.List<Entry> entries() { return java.util.List.of(); }
                            public Worker worker() { return new Worker(); }
                            Hidden hidden() { return new Hidden(1); }
                            public interface Inner { Inside inside(); }
                        }
                        """)
                .type("dev.tutti.pool.Entry", "public record Entry(Kind kind) {}")
                .type("dev.tutti.pool.Kind", "public enum Kind { ONE }")
                .type("dev.tutti.pool.Inside", "public record Inside(int i) {}")
                .type("dev.tutti.pool.Hidden", "public record Hidden(int i) {}")
                .type("dev.tutti.pool.Worker", "public class Worker {}")
                .type("dev.tutti.pool.EntryId", "public record EntryId(long number) {}")
                .type("dev.tutti.pool.PoolOutcome", "public sealed interface PoolOutcome permits Told {}")
                .type("dev.tutti.pool.Told", "public record Told() implements PoolOutcome {}")
                .type("dev.tutti.pool.PoolTable", "class PoolTable {}")
                .type("dev.tutti.http.Door", "public class Door {}")
                .built();

        String why = " is public, but neither the room's service, one of [Outcome, Fact, Id, View], nor data that their"
                + " public signatures speak of; change it, or give the reason in HousePlan.PUBLIC_BESIDES";
        assertThat(ShapeRules.roomsShowOnlyTheirFace(bad, Map.of()))
                .containsExactly("pool.Hidden" + why, "pool.Worker" + why);
    }
}
