package dev.tutti.kernel.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.SystemTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder in which the real git makes repositories, apart from the configuration of whoever runs the tests. */
final class GitSandbox {

    private final Path folder;
    private final Map<String, String> environment;

    GitSandbox(Path folder) throws IOException {
        this.folder = folder.toRealPath();
        environment = Map.of(
                "HOME", this.folder.toString(),
                "XDG_CONFIG_HOME", this.folder.toString(),
                "GIT_CONFIG_NOSYSTEM", "1");
        Files.writeString(this.folder.resolve(".gitconfig"), """
                [user]
                  name = Tester
                  email = tester@example.invalid
                [init]
                  defaultBranch = main
                [protocol "file"]
                  allow = always
                """);
    }

    Path folder() {
        return folder;
    }

    /** The port under test, with this sandbox's configuration. */
    SystemGit git() {
        return new SystemGit(environment);
    }

    /** One that starts another program in git's place. */
    SystemGit gitFrom(Path program) {
        return new SystemGit(program.toString(), environment);
    }

    /** A repository with one committed file. */
    Path repository(String name) throws Exception {
        Path root = Files.createDirectories(folder.resolve(name));
        run(root, "init", "-q");
        write(root, "a.txt", "a\n");
        commit(root, "first");
        return root;
    }

    Path write(Path root, String relative, String text) throws IOException {
        Path file = root.resolve(relative);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    void commit(Path root, String subject) throws Exception {
        run(root, "add", "-A");
        run(root, "commit", "-q", "-m", subject);
    }

    /** Runs git and answers what it printed; a failure fails the test. */
    String run(Path root, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("git", "-C", root.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", line) + ": " + output);
        }
        return output.strip();
    }

    static Deadline soon() {
        return Deadline.in(new SystemTicker(), Duration.ofSeconds(30));
    }
}
