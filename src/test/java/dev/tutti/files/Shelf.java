package dev.tutti.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.HookReply;
import dev.tutti.kernel.files.DiskSharedFiles;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.path.DiskLooks;
import dev.tutti.notes.Learning;
import dev.tutti.notes.Note;
import dev.tutti.notes.NoteFilter;
import dev.tutti.projects.ProjectId;
import dev.tutti.testing.Actor;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.RunningProcess;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A project with two trees, in which A and B work, whose files of notes and memory are kept. The disk and the shells are real,
 * the clock is moved by hand. For one thread.
 */
final class Shelf {

    final Stage stage;
    final GitPlace repo;
    final Actor ann;
    final Actor bob;
    final Path folder;
    final Path notes;
    final Path memory;
    final ProjectId project;
    private final Typist typist;
    private WorkflowFiles files;

    Shelf(StoreFixture fixture) {
        stage = new Stage(fixture);
        repo = stage.repository("myapp");
        ann = stage.actor("ann", 101, repo);
        bob = stage.actor("bob", 102, stage.worktree(repo, "myapp-feature-auth"));
        typist = new Typist(stage).at(repo.root());
        folder = stage.made("home").resolve(".claude/workflows");
        notes = folder.resolve("notes/myapp.md");
        memory = folder.resolve("memory/myapp.md");
        files = opened();
        ann.start();
        bob.start();
        project = ann.instance().orElseThrow().project();
    }

    private WorkflowFiles opened() {
        WorkflowFiles opened = new WorkflowFiles(
                stage.rooms(),
                Optional.of(new WorkflowFiles.Place(
                        folder,
                        new DiskSharedFiles(),
                        new DiskLooks(),
                        stage.settings().host())));
        opened.start();
        return opened;
    }

    WorkflowFiles files() {
        return files;
    }

    /** The next daemon keeps them. */
    void restart() {
        files.close();
        files = opened();
    }

    /** The daemon looks once. */
    void glance() {
        files.look();
        stage.settle();
    }

    /** It looks often enough for everything that has to stand for a moment. */
    void look() {
        for (int i = 0; i < 4; i++) {
            glance();
            stage.ticker().pass(Duration.ofSeconds(5));
        }
    }

    void note(String text) {
        assertThat(typist.type("note", "add", text, "--as", "A").code()).isZero();
    }

    void learn(String section, String text) {
        assertThat(typist.type("memory", "learn", section, text, "--as", "A").code())
                .isZero();
    }

    void shell(String command) {
        inShell(command).run().orThrow();
    }

    RunningProcess shellBegins(String command) {
        return inShell(command).start();
    }

    private ProcessRun inShell(String command) {
        return ProcessRun.of("bash", "-c", "mkdir -p ~/.claude/workflows/notes && " + command)
                .with("HOME", stage.made("home").toString());
    }

    /** All notes, the newest first. */
    List<String> texts() {
        return stage
                .rooms()
                .store()
                .read(tx -> stage.rooms().notes().list(tx, project, NoteFilter.newest(NoteFilter.LIMIT_MAX)))
                .stream()
                .map(Note::text)
                .toList();
    }

    /** All learnings, the oldest first. */
    List<String> learned() {
        return stage.rooms().store().read(tx -> stage.rooms().notes().memory(tx, project)).learnings().stream()
                .map(Learning::text)
                .toList();
    }

    static List<String> lines(HookReply reply) {
        return reply instanceof HookReply.Context context ? context.lines() : List.of();
    }
}
