package dev.tutti.cli;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.AgentId;
import dev.tutti.agents.Caller;
import dev.tutti.agents.HookCall;
import dev.tutti.agents.HookEvent.AfterTool;
import dev.tutti.agents.HookEvent.BeforeTool;
import dev.tutti.agents.HookEvent.PromptSubmitted;
import dev.tutti.agents.HookEvent.SessionStart;
import dev.tutti.agents.SessionId;
import dev.tutti.agents.Tool;
import dev.tutti.agents.ToolCall;
import dev.tutti.agents.ToolUseId;
import dev.tutti.decisions.Decisions;
import dev.tutti.flows.FlowSettings;
import dev.tutti.flows.Flows;
import dev.tutti.flows.Rooms;
import dev.tutti.instances.Instances;
import dev.tutti.kernel.git.SystemGit;
import dev.tutti.kernel.journal.Journal;
import dev.tutti.kernel.lease.HostLeases;
import dev.tutti.kernel.path.DiskLooks;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.locks.Hold;
import dev.tutti.locks.Locks;
import dev.tutti.locks.OtherTree;
import dev.tutti.messages.Messages;
import dev.tutti.notes.Notes;
import dev.tutti.notices.Notices;
import dev.tutti.pool.Pool;
import dev.tutti.projects.Grounds;
import dev.tutti.projects.Projects;
import dev.tutti.testing.FakeProcesses;
import dev.tutti.testing.FakeResident;
import dev.tutti.testing.FolderDump;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.TableDump;
import dev.tutti.testing.TemporaryRepository;
import dev.tutti.testing.Typist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What only looks changes nothing: no row, no fact, no file of the repository, of its .git, of Tutti's home. Whatever command
 * is not declared to {@link Changes change} something is typed here, so a new one is held to it too. Git and disk are real.
 */
@OnBothStores
final class ReadsDoNotWriteTest {

    /** What they do is in their names: they write the files they say, or end the daemon. */
    private static final Set<String> FOR_OTHER_REASONS = Set.of("init", "uninit", "install", "uninstall", "down");

    private static final List<List<String>> PATHS =
            List.of(List.of("README"), List.of("src/new.py"), List.of("src/**"));

    private static final Map<String, List<List<String>>> ARGUMENTS = Map.ofEntries(
            entry(
                    "lock check",
                    List.of(
                            List.of("README"),
                            List.of("src/new.py"),
                            List.of("src/**"),
                            List.of("README", "--as", "A"))),
            entry("why", List.of(List.of("README"), List.of("A"), List.of("nobody"), List.of("pool-1"))),
            entry("pool query", List.of(List.of(), List.of("--all", "--search", "parser"), List.of("--summary"))),
            entry("decision show", List.of(List.of("DEC-20260101-0001"))),
            entry("decision search", List.of(List.of("parser"))),
            entry("decision list", List.of(List.of(), List.of("--stats"))),
            entry("message status", List.of(List.of(), List.of("msg-1"), List.of("--as", "A"))),
            entry("message thread", List.of(List.of("msg-1"))),
            entry("memory show", List.of(List.of(), List.of("patterns"))),
            entry("pool lint", List.of(List.of("-"))),
            entry("schema", List.of(List.of(), List.of("lock", "list"))),
            entry("man", List.of(List.of(), List.of("--markdown"))),
            entry("completion", List.of(List.of("bash"), List.of("zsh"), List.of("fish"))),
            entry("whoami", List.of(List.of(), List.of("--as", "A"))),
            entry("status", List.of(List.of(), List.of("--verbose"))),
            entry("coord-status", List.of(List.of(), List.of("--verbose"))),
            entry("coord-lock check", PATHS),
            entry("coord check", PATHS),
            entry("coord conflict", PATHS),
            entry("coord work", List.of(List.of(), List.of("nobody"))),
            entry("logs", List.of(List.of(), List.of("--grep", "x"))));

    private final StoreFixture fixture;
    private final TemporaryRepository repository = TemporaryRepository.create();
    private final FakeProcesses processes = new FakeProcesses();
    private final List<Runnable> background = new ArrayList<>();
    private final Rooms rooms;
    private final Flows flows;
    private final Typist ann;

    ReadsDoNotWriteTest(StoreFixture fixture) throws IOException {
        this.fixture = fixture;
        Journal journal = new Journal();
        SystemGit git = new SystemGit(repository.isolation());
        Grounds grounds = new Grounds(git, new PathKeys());
        HostLeases hosts = new HostLeases(Duration.ofMinutes(10));
        Instances instances = new Instances(journal, processes, fixture.ids());
        Projects projects =
                new Projects(grounds, fixture.ids(), processes.self().machine());
        rooms = new Rooms(
                fixture.store(),
                journal,
                grounds,
                projects,
                instances,
                new Locks(journal, instances, hosts),
                new Notices(),
                new Pool(journal),
                new Decisions(journal),
                new Messages(journal),
                new Notes(journal, projects, fixture.ids()),
                hosts,
                new Rooms.Outside(
                        git,
                        new DiskLooks(),
                        processes,
                        fixture.ticker(),
                        (_, work) -> background.add(work),
                        (_, _) -> false));
        long host = fixture.store().write(tx -> hosts.enter(tx, processes.self().machine(), "home", "daemon"));
        Duration minutes = Duration.ofMinutes(5);
        flows = new Flows(
                rooms,
                new FlowSettings(host, Hold.TASK, false, OtherTree.WARN, minutes, minutes),
                (_, _) -> {},
                "machine");
        Path home = Files.createDirectories(fixture.folder().resolve("home"));
        FakeResident resident =
                new FakeResident(Files.createDirectories(fixture.folder().resolve("tutti")));
        ann = new Typist(() -> rooms, () -> flows, home, resident).at(repository.root());
        repository.git("remote", "add", "origin", "https://example.invalid/shop.git");
    }

    @AfterEach
    void removeRepository() {
        repository.close();
    }

    @Test
    void inARepositoryThatWasNeverSeen() {
        lookAndCompare();
    }

    @Test
    void inABusyRepository() throws IOException {
        everybodyWorks();

        lookAndCompare();
    }

    /** The first look after a while is not the moment at which the daemon proves that it lives. */
    @Test
    void afterALongWhile() throws IOException {
        everybodyWorks();
        fixture.ticker().pass(Duration.ofMinutes(30));

        lookAndCompare();
    }

    @Test
    void inAFolderWithoutGit() throws IOException {
        ann.at(Files.createDirectories(fixture.folder().resolve("plain")));

        lookAndCompare();
    }

    /** What a command brought is looked after, though no hook ever came. */
    @Test
    void whatChangesSomethingWakesTheWatchAndItsHelpDoesNot() {
        ann.type("lock", "acquire", "README");
        assertThat(ann.stirs()).isEqualTo(1);
        ann.type("register", "formatter");
        assertThat(ann.stirs()).isEqualTo(2);

        ann.type("lock", "acquire", "--help");
        ann.type("lock", "acquire");
        assertThat(ann.stirs()).isEqualTo(2);
    }

    private void lookAndCompare() {
        Map<String, List<String>> rows = TableDump.of(fixture.store());
        Map<String, String> files = FolderDump.of(repository.root());
        Map<String, String> state = FolderDump.of(ann.resident().home().root());
        int typed = 0;
        int stirs = ann.stirs();
        for (List<String> command : Commands.working(ann)) {
            String name = String.join(" ", command);
            if (Commands.spec(ann, command).userObject() instanceof Changes || FOR_OTHER_REASONS.contains(name)) {
                continue;
            }
            for (List<String> arguments : ARGUMENTS.getOrDefault(name, List.of(List.of()))) {
                for (List<String> form : List.of(List.<String>of(), List.of("--json"))) {
                    String[] words = Stream.of(command, arguments, form)
                            .flatMap(List::stream)
                            .toArray(String[]::new);

                    ann.type(words);

                    assertThat(TableDump.of(fixture.store()))
                            .as(String.join(" ", words))
                            .isEqualTo(rows);
                    assertThat(FolderDump.of(repository.root()))
                            .as(String.join(" ", words))
                            .isEqualTo(files);
                    assertThat(FolderDump.of(ann.resident().home().root()))
                            .as(String.join(" ", words))
                            .isEqualTo(state);
                    assertThat(background).as(String.join(" ", words)).isEmpty();
                    typed++;
                }
            }
        }
        assertThat(typed).isGreaterThan(30);
        assertThat(ann.stirs()).isEqualTo(stirs);
        assertThat(ann.files().all().keySet()).containsExactly(ann.launcher());
    }

    private void everybodyWorks() throws IOException {
        ann.type("pool", "post", "claimed", "Parser", "--affects", "src/");
        ann.type("decision", "add", "testing", "Parser", "--affects", "src/");
        ann.type("note", "add", "Parser is ready");
        ann.type("memory", "learn", "patterns", "Parsers are pure");
        edit(101, "session-a", "README", "a-1");
        ann.type("message", "send", "A", "hello", "--deadline", "1m");
        edit(102, "session-b", "README", "b-1");
        edit(102, "session-b", "src/new.py", "b-2");
        ann.type("register", "formatter", "--ttl", "10m");
        ann.type("lock", "acquire", "docs/**", "--as", "formatter", "--ttl", "20m");
        background.forEach(Runnable::run);
        background.clear();
        assertThat(repository.root().resolve(".git/tutti-project")).exists();
        Path log = ann.resident().home().log();
        Files.createDirectories(log.getParent());
        Files.writeString(log, "a line\n");
    }

    private void edit(long pid, String session, String path, String call) {
        if (processes.identify(pid).isEmpty()) {
            processes.start(pid);
        }
        HookCall who = new HookCall(
                new SessionId(session),
                Optional.<AgentId>empty(),
                "",
                repository.root().toString(),
                "",
                "",
                Caller.of(Map.of("CLAUDE_PID", Long.toString(pid))));
        ToolCall tool = new ToolCall(
                new ToolUseId(call),
                "Edit",
                new Tool.Edit(List.of(repository.root().resolve(path).toString())));
        flows.hooks().handle(new SessionStart(who, SessionStart.Source.STARTUP, Optional.empty()));
        flows.hooks().handle(new PromptSubmitted(who, "work", PromptSubmitted.Origin.PERSON, Optional.empty()));
        flows.hooks().handle(new BeforeTool(who, tool));
        if (call.equals("a-1")) {
            repository.write(path, "changed\n");
            flows.hooks().handle(new AfterTool(who, tool, AfterTool.Outcome.SUCCEEDED));
        }
    }
}
