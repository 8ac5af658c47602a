package dev.tutti.compat;

import static java.util.Objects.requireNonNull;

import dev.tutti.testing.Golden;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.RunningProcess;
import dev.tutti.testing.TemporaryRepository;
import dev.tutti.testing.built.BuiltTutti;
import dev.tutti.testing.built.HookTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A repository after {@code tutti init --compat}, with agents in it. It stays on the disk, since a daemon that serves others
 * after it may still write there. For one thread.
 */
final class PreparedRepository implements AutoCloseable {

    static final Path COORDINATION = Path.of(".claude", "coordination");

    private final TemporaryRepository repository;
    private final BuiltTutti tutti;
    private final String folder;
    private final Path programs;
    private final List<RunningProcess> agents = new ArrayList<>();

    /** @param folder an empty one */
    PreparedRepository(BuiltTutti tutti, Path folder) {
        this.tutti = tutti;
        this.folder = requireNonNull(folder.getFileName(), "folder").toString();
        repository = TemporaryRepository.in(folder);
        programs = folder.resolve("programs");
        repository.write("backend/alembic/versions/001_initial.py", "pass\n");
        repository.write("src/f", "as it was\n");
        repository.commitAll("files to work on");
        tutti("init", "--compat", "--yes").run().orThrow();
    }

    Path root() {
        return repository.root();
    }

    TemporaryRepository repository() {
        return repository;
    }

    BuiltTutti tutti() {
        return tutti;
    }

    ProcessRun tutti(String... arguments) {
        return tutti.command(arguments).in(root());
    }

    /** One of the documents' commands, by the path that they name. */
    ProcessRun coord(String command, String... arguments) {
        List<String> words = new ArrayList<>(
                List.of(COORDINATION.resolve("bin").resolve(command).toString()));
        words.addAll(List.of(arguments));
        return in(words);
    }

    /** A script of the guide, word for word. */
    ProcessRun script(String name) {
        return bash(text(name));
    }

    static String text(String name) {
        return new String(Golden.bytes("compat/scripts/" + name), StandardCharsets.UTF_8);
    }

    ProcessRun bash(String text) {
        return in(List.of("bash", "-c", text));
    }

    private ProcessRun in(List<String> command) {
        return ProcessRun.of(command)
                .with(tutti.environment())
                .with("PATH", programs + ":" + ProcessRun.path())
                .in(root());
    }

    /** Puts a program on the scripts' path. */
    void program(String name, String text) {
        try {
            Path file = Files.createDirectories(programs).resolve(name);
            Files.writeString(file, "#!/bin/bash\n" + text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts of a session that no other repository has. */
    HookTexts session(String name) {
        return new HookTexts(name + "-" + folder, root());
    }

    /** An agent that lives until the end of the test, with its first prompt sent. */
    Agent agent(String session, String task) {
        RunningProcess process = ProcessRun.of("sleep", "600").start();
        agents.add(process);
        Agent agent = new Agent(tutti, session(session), process.pid());
        agent.sends(agent.texts().start());
        agent.sends(agent.texts().prompt(task));
        return agent;
    }

    /** An agent's session. */
    record Agent(BuiltTutti tutti, HookTexts texts, long pid) {

        String sends(String event) {
            return tutti.hook(event, pid);
        }

        /** Edits the migration, as far as it is let; the answer to its question. */
        String edits(PreparedRepository prepared) {
            Path file = prepared.root().resolve("backend/alembic/versions/001_initial.py");
            String answer = sends(texts.before(file, "call-1"));
            prepared.repository().write("backend/alembic/versions/001_initial.py", "changed\n");
            sends(texts.after(file, "call-1"));
            return answer;
        }

        /** What its shell has in its environment. */
        Map<String, String> shell() {
            return Map.of("CLAUDE_CODE_SESSION_ID", texts.session());
        }
    }

    @Override
    public void close() {
        agents.forEach(RunningProcess::close);
    }
}
