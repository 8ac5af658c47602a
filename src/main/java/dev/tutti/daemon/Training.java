package dev.tutti.daemon;

import dev.tutti.http.WireClient;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.home.StopCause;
import dev.tutti.kernel.home.StopReason;
import dev.tutti.kernel.log.LogToFile;
import dev.tutti.kernel.log.Secrets;
import dev.tutti.kernel.time.SystemTicker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A short life in a throw-away home, with what clients usually ask, so that the JVM can remember which classes a start
 * needs. Leaves nothing behind.
 */
final class Training {

    private static final int ROUNDS = 3;

    private static final List<String> EVENTS = List.of(
            "\"hook_event_name\":\"SessionStart\",\"source\":\"startup\"",
            "\"hook_event_name\":\"UserPromptSubmit\",\"prompt\":\"rename the parser\"",
            "\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Edit\",\"tool_use_id\":\"toolu_1\",\"tool_input\":{\"file_path\":\"%1$s/a.txt\","
                    + "\"old_string\":\"a\",\"new_string\":\"b\"}",
            "\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"Edit\",\"tool_use_id\":\"toolu_1\",\"tool_input\":{\"file_path\":\"%1$s/a.txt\","
                    + "\"old_string\":\"a\",\"new_string\":\"b\"},\"tool_response\":{\"filePath\":\"%1$s/a.txt\"}",
            "\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\",\"tool_use_id\":\"toolu_2\",\"tool_input\":{\"command\":\"git status\"}",
            "\"hook_event_name\":\"Stop\",\"stop_hook_active\":false,\"last_assistant_message\":"
                    + "\"```pool\\nACTION: claimed\\nTOPIC: Training\\nAFFECTS: a.txt\\n```\"",
            "\"hook_event_name\":\"SessionEnd\",\"reason\":\"other\"");

    private static final List<List<String>> COMMANDS = List.of(
            List.of("version"),
            List.of("status"),
            List.of("instances", "--json"),
            List.of("ps"),
            List.of("lock", "acquire", "a.txt", "--as", "trainee"),
            List.of("lock", "list"),
            List.of("lock", "release", "a.txt", "--as", "trainee"),
            List.of("pool", "post", "completed", "Training", "--as", "trainee"),
            List.of("pool", "query"),
            List.of("decision", "add", "testing", "Train", "--as", "trainee"),
            List.of("decision", "list"),
            List.of("message", "send", "@people", "Train", "--as", "trainee"),
            List.of("message", "inbox"),
            List.of("message", "status"),
            List.of("note", "add", "Training", "--as", "trainee"),
            List.of("memory", "show"),
            List.of("coord-status"),
            List.of("coord-lock", "acquire", "a.txt"),
            List.of("coord-lock", "release", "a.txt"),
            List.of("--help"));

    private Training() {}

    static int run() {
        try {
            Path folder = Files.createTempDirectory("tutti-train");
            try {
                return run(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            System.err.println("tutti: training failed: " + e);
            return 1;
        }
    }

    private static int run(Path folder) throws IOException {
        Home home = new Home(folder.resolve("home"));
        Path project = Files.createDirectory(folder.resolve("project"));
        home.open();
        Secrets secrets = new Secrets();
        LogToFile log = LogToFile.install(home.log(), new SystemTicker(), secrets);
        StartOutcome outcome =
                new DaemonStart(home, Main.surroundings(secrets), Wiring::open).start(Map.of(), log::mayRotate);
        if (!(outcome instanceof StartOutcome.Serves serves)) {
            System.err.println("tutti: training could not start: " + outcome);
            return 1;
        }
        Daemon daemon = serves.daemon();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                ask(new WireClient(daemon.state()), project, "train-" + round);
            }
        } finally {
            daemon.askToStop(new StopReason(StopCause.ASKED, "training is over"));
            daemon.serveUntilStopped();
            log.close();
        }
        return 0;
    }

    private static void ask(WireClient client, Path project, String session) throws IOException {
        Map<String, String> environment = Map.of("PWD", project.toString(), "COLUMNS", "100");
        for (String event : EVENTS) {
            String json =
                    "{\"session_id\":\"" + session + "\",\"cwd\":\"" + project + "\"," + event.formatted(project) + "}";
            client.hook("claude", environment, json.getBytes(StandardCharsets.UTF_8));
        }
        for (List<String> command : COMMANDS) {
            client.verb(command, environment);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(Training::deleteOne);
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
