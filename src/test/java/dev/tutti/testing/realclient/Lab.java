package dev.tutti.testing.realclient;

import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.TemporaryRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * An isolated place to run the real client in: own home, own git repository, a scripted API, and hooks that ask the test.
 *
 * <p>Everything lies in one temporary folder with a short path, since the client's Unix sockets lie below it and their
 * paths end at 107 bytes. Used by one thread; what it serves is safe from any.
 */
public final class Lab implements AutoCloseable {

    /** How long anything that involves the client may take here before a test gives up. */
    public static final Duration LONG = Duration.ofSeconds(45);

    /** Every event that can be hooked without changing what the client does. */
    public static final List<String> EVENTS = List.of(
            "SessionStart",
            "UserPromptSubmit",
            "PreToolUse",
            "PermissionRequest",
            "PermissionDenied",
            "PostToolUse",
            "PostToolUseFailure",
            "PostToolBatch",
            "Notification",
            "SubagentStart",
            "SubagentStop",
            "Stop",
            "StopFailure",
            "CwdChanged",
            "PreCompact",
            "PostCompact",
            "SessionEnd");

    private static final int NOTED_LINES = 40;
    private static final String KEY = "dummy-local-key";

    private final Path client;
    private final Path folder;
    private final Path home;
    private final TemporaryRepository repository;
    private final ScriptedApi api = ScriptedApi.start();
    private final AskingHook hook;
    private final List<Path> trusted = new ArrayList<>();
    private final List<Path> noted = new ArrayList<>();
    private final Map<String, String> added = new LinkedHashMap<>();

    private Lab(Path client, Path folder) throws IOException {
        this.client = client;
        this.folder = folder;
        this.home = folder.resolve("home");
        Files.createDirectories(home.resolve(".claude"));
        Files.createDirectories(folder.resolve("t"));
        this.repository = TemporaryRepository.in(Files.createDirectory(folder.resolve("g")));
        this.hook = AskingHook.in(folder);
        trust(repository.root());
    }

    /** A new one; where the client cannot be had the calling test is skipped. */
    public static Lab open() {
        Path client = RealClient.orSkip();
        try {
            return new Lab(client, Files.createTempDirectory("tl").toRealPath());
        } catch (IOException cause) {
            throw new UncheckedIOException("no laboratory", cause);
        }
    }

    public Path folder() {
        return folder;
    }

    public Path home() {
        return home;
    }

    public TemporaryRepository repository() {
        return repository;
    }

    public ScriptedApi api() {
        return api;
    }

    public AskingHook hook() {
        return hook;
    }

    /** Hooks these events by {@link #hook}, in the user's settings. */
    public Lab hooked(String... events) {
        List<Object> groups = List.of(Map.of("hooks", List.of(hook.handler())));
        Map<String, Object> hooks = Stream.of(events).collect(Collectors.toMap(event -> event, event -> groups));
        writeJson(home.resolve(".claude/settings.json"), Map.of("hooks", hooks));
        return this;
    }

    /** Hooks all of {@link #EVENTS}. */
    public Lab hookedEverywhere() {
        return hooked(EVENTS.toArray(String[]::new));
    }

    /** Answers the questions of a first interactive session before they are asked, for one more folder. */
    public void trust(Path directory) {
        trusted.add(directory);
        Map<String, Object> projects = new LinkedHashMap<>();
        trusted.forEach(path -> projects.put(
                path.toString(), Map.of("hasTrustDialogAccepted", true, "hasCompletedProjectOnboarding", true)));
        writeJson(
                home.resolve(".claude.json"),
                Map.of(
                        "hasCompletedOnboarding",
                        true,
                        "theme",
                        "dark",
                        "customApiKeyResponses",
                        Map.of("approved", List.of(KEY), "rejected", List.of()),
                        "projects",
                        projects));
    }

    /** All variables a client here runs with. */
    public Map<String, String> environment() {
        Map<String, String> all = new LinkedHashMap<>(repository.isolation());
        all.put("PATH", ProcessRun.path());
        all.put("HOME", home.toString());
        all.put("TMPDIR", folder.resolve("t").toString());
        all.put("TERM", "xterm-256color");
        all.put("LANG", "C.UTF-8");
        all.put("ANTHROPIC_BASE_URL", api.url());
        all.put("ANTHROPIC_API_KEY", KEY);
        all.put("DISABLE_TELEMETRY", "1");
        all.put("DISABLE_AUTOUPDATER", "1");
        all.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
        all.putAll(added);
        return all;
    }

    /** Adds a variable to the environment of what is started from now on. */
    public void variable(String name, String value) {
        added.put(name, value);
    }

    /** A non-interactive session, still to be run or started; edits and shell commands need no permission in it. */
    public ProcessRun client(String prompt, String... arguments) {
        List<String> command = new ArrayList<>(List.of(client.toString(), "-p", prompt, "--output-format", "json"));
        command.addAll(List.of("--permission-mode", "acceptEdits"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--allowedTools", "Bash", "Agent"));
        return ProcessRun.of(command).with(environment()).in(repository.root()).within(LONG);
    }

    /** Runs a non-interactive session to its end. */
    public ClientRun run(String prompt, String... arguments) {
        return ClientRun.of(client(prompt, arguments).run());
    }

    /** Names a file whose end is worth showing with a failure. */
    public void showWithFailure(Path file) {
        noted.add(file);
    }

    /** The last lines of the files named by {@link #showWithFailure}, as far as they exist. */
    String note() {
        StringBuilder note = new StringBuilder();
        for (Path file : noted) {
            try {
                List<String> lines = Files.readAllLines(file);
                lines.subList(Math.max(0, lines.size() - NOTED_LINES), lines.size())
                        .forEach(line -> note.append(line).append('\n'));
            } catch (IOException notThere) {
                note.append("no ").append(file).append('\n');
            }
        }
        return note.toString();
    }

    /** The command of an interactive session. */
    List<String> interactive(String... arguments) {
        List<String> command = new ArrayList<>(List.of(client.toString(), "--permission-mode", "acceptEdits"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--allowedTools", "Bash", "Agent"));
        return command;
    }

    @Override
    public void close() {
        hook.close();
        api.close();
        TemporaryRepository.removeTree(folder);
    }

    private static void writeJson(Path file, Object value) {
        try {
            Files.writeString(file, JsonMapper.shared().writeValueAsString(value));
        } catch (IOException cause) {
            throw new UncheckedIOException("cannot write " + file, cause);
        }
    }
}
