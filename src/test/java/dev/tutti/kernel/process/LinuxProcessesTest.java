package dev.tutti.kernel.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxProcessesTest {

    private static final String FIELDS_TO_THREADS = " 7 7 0 -1 0 0 0 0 0 1 1 0 0 20 0 ";

    @TempDir
    Path root;

    @BeforeEach
    void invented() throws IOException {
        write("etc/machine-id", "0123456789abcdef\n");
        write("proc/sys/kernel/random/boot_id", "boot-a\n");
        Files.createDirectories(root.resolve("proc/self/ns"));
        Files.createSymbolicLink(root.resolve("proc/self/ns/pid"), Path.of("pid:[4026531836]"));
        write("proc/self/stat", stat(50, "java", 'S', 7, 30, 100));
        write("proc/50/stat", stat(50, "java", 'S', 7, 30, 100));
        write("proc/7/stat", stat(7, "init", 'S', 0, 1, 1));
    }

    @Test
    void identityIsMadeOfMachineBootNamespacePidAndStart() {
        assertThat(new LinuxProcesses(root).self())
                .isEqualTo(new ProcessIdentity("0123456789abcdef", "boot-a", "pid:[4026531836]", 50, 100));
    }

    @Test
    void aNameThatLooksLikeFieldsDoesNotMoveTheNumbers() throws IOException {
        write("proc/60/stat", stat(60, "a) Z 1 (b\nc) R 2", 'S', 7, 1, 4711));

        Processes processes = new LinuxProcesses(root);

        assertThat(processes.identify(60))
                .get()
                .extracting(ProcessIdentity::startTicks)
                .isEqualTo(4711L);
        assertThat(processes.commandName(60)).contains("a) Z 1 (b\nc) R 2");
        assertThat(processes.parent(60)).contains(7L);
    }

    @Test
    void aNameThatIsNotTextDoesNotMoveTheNumbers() throws IOException {
        byte[] line = stat(60, "\u00ff\u00fe", 'S', 7, 1, 5).getBytes(StandardCharsets.ISO_8859_1);
        Files.createDirectories(root.resolve("proc/60"));
        Files.write(root.resolve("proc/60/stat"), line);

        assertThat(new LinuxProcesses(root).identify(60)).isPresent();
    }

    @Test
    void aProcessIsAliveWhileItsStartIsTheSame() throws IOException {
        write("proc/60/stat", stat(60, "agent", 'S', 50, 1, 200));
        Processes processes = new LinuxProcesses(root);
        ProcessIdentity agent = processes.identify(60).orElseThrow();

        assertThat(processes.look(agent)).isEqualTo(Life.ALIVE);

        write("proc/60/stat", stat(60, "other", 'S', 50, 1, 201));
        assertThat(processes.look(agent)).isEqualTo(Life.DEAD);
    }

    @Test
    void aProcessThatIsNotThereIsDead() {
        ProcessIdentity self = new LinuxProcesses(root).self();
        ProcessIdentity gone = new ProcessIdentity(self.machine(), self.boot(), self.namespace(), 99, 1);

        assertThat(new LinuxProcesses(root).look(gone)).isEqualTo(Life.DEAD);
        assertThat(new LinuxProcesses(root).identify(99)).isEmpty();
    }

    @Test
    void aZombieIsDeadButNotOneWhoseOtherThreadsRun() throws IOException {
        Processes processes = new LinuxProcesses(root);
        write("proc/60/stat", stat(60, "agent", 'S', 50, 4, 200));
        ProcessIdentity agent = processes.identify(60).orElseThrow();

        write("proc/60/stat", stat(60, "agent", 'Z', 50, 1, 200));
        assertThat(processes.look(agent)).isEqualTo(Life.DEAD);
        assertThat(processes.identify(60)).isEmpty();

        write("proc/60/stat", stat(60, "agent", 'X', 50, 1, 200));
        assertThat(processes.look(agent)).isEqualTo(Life.DEAD);

        write("proc/60/stat", stat(60, "agent", 'Z', 50, 3, 200));
        assertThat(processes.look(agent)).isEqualTo(Life.ALIVE);
    }

    @Test
    void anotherMachineBootOrNamespaceIsUnknown() {
        Processes processes = new LinuxProcesses(root);
        ProcessIdentity self = processes.self();

        assertThat(List.of(
                        new ProcessIdentity("other", self.boot(), self.namespace(), 99, 1),
                        new ProcessIdentity(self.machine(), "other", self.namespace(), 99, 1),
                        new ProcessIdentity(self.machine(), self.boot(), "other", 99, 1)))
                .extracting(processes::look)
                .containsOnly(Life.UNKNOWN);
    }

    @Test
    void whatCannotBeReadIsUnknown() throws IOException {
        Processes processes = new LinuxProcesses(root);
        ProcessIdentity self = processes.self();
        ProcessIdentity torn = new ProcessIdentity(self.machine(), self.boot(), self.namespace(), 60, 1);

        write("proc/60/stat", "60 (torn");
        assertThat(processes.look(torn)).isEqualTo(Life.UNKNOWN);

        ProcessIdentity gone = new ProcessIdentity(self.machine(), self.boot(), self.namespace(), 99, 1);
        Files.move(root.resolve("proc"), root.resolve("unmounted"));
        assertThat(processes.look(gone)).isEqualTo(Life.UNKNOWN);
    }

    @Test
    void aMachineWithoutAnIdIsKnownByItsNameWithoutShowingIt() throws IOException {
        write("etc/machine-id", "uninitialized\n");
        write("proc/sys/kernel/hostname", "workshop\n");
        String machine = new LinuxProcesses(root).self().machine();

        assertThat(machine).hasSize(32).doesNotContain("workshop");
        assertThat(new LinuxProcesses(root).self().machine()).isEqualTo(machine);

        write("var/lib/dbus/machine-id", "feedface\n");
        assertThat(new LinuxProcesses(root).self().machine()).isEqualTo("feedface");
    }

    @Test
    void ancestorsAreNearestFirstAndAlwaysEnd() throws IOException {
        write("proc/61/stat", stat(61, "sh", 'S', 60, 1, 3));
        write("proc/60/stat", stat(60, "agent", 'S', 50, 1, 2));
        assertThat(new LinuxProcesses(root).ancestors(61)).containsExactly(60L, 50L, 7L);

        write("proc/60/stat", stat(60, "agent", 'S', 61, 1, 2));
        assertThat(new LinuxProcesses(root).ancestors(61)).containsExactly(60L);

        for (int pid = 100; pid < 200; pid++) {
            write("proc/" + pid + "/stat", stat(pid, "deep", 'S', pid + 1, 1, 2));
        }
        assertThat(new LinuxProcesses(root).ancestors(100)).hasSize(Processes.MAX_ANCESTORS);
    }

    @Test
    void aRealProcessIsAliveUntilItEnds() throws Exception {
        assumeThat(LinuxProcesses.serves(Path.of("/"))).isTrue();
        Processes processes = SystemProcesses.detect();
        Process cat = new ProcessBuilder("cat").start();
        ProcessIdentity identity = processes.identify(cat.pid()).orElseThrow();

        assertThat(processes.look(identity)).isEqualTo(Life.ALIVE);
        assertThat(processes.parent(cat.pid())).contains(processes.self().pid());
        assertThat(processes.ancestors(cat.pid())).startsWith(processes.self().pid());
        assertThat(processes.look(processes.self())).isEqualTo(Life.ALIVE);

        cat.destroyForcibly().waitFor();
        assertThat(processes.look(identity)).isEqualTo(Life.DEAD);
    }

    @Test
    void thePlatformsOwnViewAgreesAboutARealProcess() throws Exception {
        Processes processes = new PortableProcesses();
        Process cat = new ProcessBuilder("cat").start();
        ProcessIdentity identity = processes.identify(cat.pid()).orElseThrow();

        assertThat(processes.look(identity)).isEqualTo(Life.ALIVE);
        assertThat(processes.parent(cat.pid())).contains(processes.self().pid());

        cat.destroyForcibly().waitFor();
        assertThat(processes.look(identity)).isEqualTo(Life.DEAD);
        assertThat(processes.look(new ProcessIdentity("elsewhere", "boot", "portable", 1, 1)))
                .isEqualTo(Life.UNKNOWN);
    }

    private static String stat(long pid, String name, char state, long parent, int threads, long start) {
        return pid + " (" + name + ") " + state + " " + parent + FIELDS_TO_THREADS + threads + " 0 " + start
                + " 1000 200 18446744073709551615 1 1\n";
    }

    private void write(String relative, String text) throws IOException {
        Path file = root.resolve(relative);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
