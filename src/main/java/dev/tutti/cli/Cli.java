package dev.tutti.cli;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.People.NobodyException;
import dev.tutti.http.VerbCall;
import dev.tutti.http.VerbDoor;
import dev.tutti.http.VerbOutput;
import dev.tutti.kernel.store.StoreException;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.Nearest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs command lines. Safe from any thread. */
public final class Cli implements VerbDoor {

    /** Every command by its first word, in the order in which help lists them, with what it is for. */
    private static final Map<String, Entry> ENTRIES = entries();

    /** Those that exist under the documents' names, for scripts that know them by these. */
    private static final Map<String, Entry> DOCUMENTED = documented();

    /** What the launcher does by itself. */
    static final Map<String, String> LAUNCHED = launched();

    /** What programs call and people do not. */
    private static final Map<String, Entry> HIDDEN =
            Map.of("complete", new Entry("", call -> new CompleteCommand(call), Map.of()));

    private static final System.Logger LOG = System.getLogger(Cli.class.getName());

    /** What picocli can lay help out in. */
    private static final int HELP_WIDTH_MIN = 55;

    private static final int HELP_WIDTH_MAX = 120;
    private static final int ERROR_MAX = 1_000;
    private static final int WORD_MAX = 60;

    /**
     * A command.
     *
     * @param own makes it
     * @param verbs make what stands below it, by their names; mostly none
     */
    private record Entry(String about, Function<Call, Object> own, Map<String, Function<Call, Object>> verbs) {

        /** With all its verbs. */
        CommandLine whole(Call call) {
            CommandLine command = new CommandLine(own.apply(call));
            verbs.forEach((name, verb) -> command.addSubcommand(name, verb.apply(call)));
            return command;
        }

        /** With the one verb that is called, since building a command costs as much as most of them take; else with all. */
        CommandLine called(Call call, List<String> words) {
            Optional<String> verb = words.stream().filter(verbs::containsKey).findFirst();
            if (verb.isEmpty()) {
                return whole(call);
            }
            return new CommandLine(own.apply(call))
                    .addSubcommand(
                            verb.get(), requireNonNull(verbs.get(verb.get())).apply(call));
        }
    }

    private final Desk desk;

    public Cli(Desk desk) {
        this.desk = requireNonNull(desk, "desk");
    }

    private static Map<String, Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        put(entries, "status", "where everybody stands", call -> new StatusCommand(call));
        put(entries, "instances", "who is here", call -> new PeopleCommands.Instances(call));
        put(entries, "whoami", "who you are to the others", call -> new PeopleCommands.WhoAmI(call));
        put(
                entries,
                "task",
                "say what you are doing",
                call -> new PeopleCommands.Task(call),
                PeopleCommands.taskVerbs());
        put(entries, "register", "add a script or another agent", call -> new PeopleCommands.Register(call));
        put(entries, "heartbeat", "prove that a registered one lives", call -> new PeopleCommands.Heartbeat(call));
        put(entries, "bye", "leave: everything held is free", call -> new PeopleCommands.Bye(call));
        put(
                entries,
                "lock",
                "take, release and look at locks",
                call -> new LockCommands.LockCommand(call),
                LockCommands.verbs());
        put(
                entries,
                "pool",
                "short signals to the others",
                call -> new PoolCommands.PoolCommand(call),
                PoolCommands.verbs());
        put(
                entries,
                "decision",
                "what was decided, and what became of it",
                call -> new DecisionCommands.DecisionCommand(call),
                DecisionCommands.verbs());
        put(
                entries,
                "message",
                "notes to each other, with proof of delivery",
                call -> new MessageCommands.MessageCommand(call),
                MessageCommands.verbs());
        put(
                entries,
                "note",
                "lines for everybody in the project",
                call -> new NoteCommands.NoteCommand(call),
                NoteCommands.verbs());
        put(
                entries,
                "memory",
                "what the project has learned",
                call -> new MemoryCommands.MemoryCommand(call),
                MemoryCommands.verbs());
        put(entries, "why", "why a path is held, or what one is doing", call -> new WhyCommand(call));
        put(entries, "events", "what happened", call -> new EventsCommand(call));
        put(entries, "init", "wire this repository's agents to Tutti", call -> new InitCommands.Init(call));
        put(entries, "uninit", "take the wire out again", call -> new InitCommands.Uninit(call));
        put(entries, "doctor", "find what is wrong", call -> new DoctorCommand(call));
        put(entries, "config", "every setting and where it comes from", call -> new ConfigCommand(call));
        putTheProgram(entries);
        return entries;
    }

    private static void putTheProgram(Map<String, Entry> entries) {
        put(entries, "install", "put this Tutti on the PATH", call -> new InstallCommands.Install(call));
        put(entries, "uninstall", "take it off the PATH again", call -> new InstallCommands.Uninstall(call));
        put(entries, "upgrade", "how to get a newer one", call -> new InstallCommands.Upgrade(call));
        put(entries, "up", "start the daemon", call -> new DaemonCommands.Up(call));
        put(entries, "down", "stop the daemon", call -> new DaemonCommands.Down(call));
        put(entries, "ps", "daemons of this home and why they stopped", call -> new DaemonCommands.Ps(call));
        put(entries, "logs", "the daemon's log", call -> new DaemonCommands.Logs(call));
        put(entries, "version", "which build this is", call -> new DaemonCommands.Version(call));
        put(entries, "schema", "what programs may rely on in --json", call -> new SchemaCommand(call));
        put(entries, "man", "the manual page of all commands", call -> new ManCommand(call));
        put(entries, "completion", "let a shell complete commands", call -> new CompletionCommand(call));
    }

    private static Map<String, String> launched() {
        Map<String, String> launched = new LinkedHashMap<>();
        launched.put(
                "demo", "see it work: scripted agents through the real hooks (acts: locks, pool, messages, memory)");
        launched.put("hook", "what an agent's host calls at each event");
        return launched;
    }

    private static Map<String, Entry> documented() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        put(entries, "coord-status", "the documents' status", call -> new CoordStatusCommand(call));
        put(
                entries,
                "coord-lock",
                "the documents' locks",
                call -> new CoordLockCommands.CoordLock(call),
                CoordLockCommands.verbs());
        put(
                entries,
                "coord-decisions",
                "the documents' decisions",
                call -> new CoordDecisionsCommands.CoordDecisions(call),
                CoordDecisionsCommands.verbs());
        put(entries, "pool-query", "the documents' pool query", call -> new PoolQueryCommand.Documented(call));
        put(
                entries,
                "coord",
                "what the documents' shell functions call",
                call -> new CoordCommands.Coord(call),
                CoordCommands.verbs());
        return entries;
    }

    private static void put(Map<String, Entry> entries, String name, String about, Function<Call, Object> command) {
        put(entries, name, about, command, Map.of());
    }

    private static void put(
            Map<String, Entry> entries,
            String name,
            String about,
            Function<Call, Object> command,
            Map<String, Function<Call, Object>> verbs) {
        entries.put(name, new Entry(about, command, verbs));
    }

    /** The names of all commands. */
    public static List<String> names() {
        return Stream.concat(ENTRIES.keySet().stream(), DOCUMENTED.keySet().stream())
                .toList();
    }

    /** Whether a name is one of the documents', whose words, codes and JSON are theirs. */
    static boolean isDocumented(String name) {
        return DOCUMENTED.containsKey(name);
    }

    /** One command as it would be run, for tests of its help. */
    static CommandLine command(String name, Call call) {
        Entry entry = requireNonNull(entry(name), name);
        return prepared(entry.whole(call), call);
    }

    private static @Nullable Entry entry(String name) {
        return Stream.of(ENTRIES, DOCUMENTED, HIDDEN)
                .map(entries -> entries.get(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** All commands below one another, for what is made of them all. */
    static CommandLine tree(Call call) {
        return tree(call, ENTRIES);
    }

    private static CommandLine tree(Call call, Map<String, Entry> entries) {
        CommandLine tree = new CommandLine(CommandSpec.create().name("tutti"));
        entries.forEach((name, entry) -> tree.addSubcommand(name, entry.whole(call)));
        return tree;
    }

    /** Every command that does something by itself, the documents' last. */
    static List<CommandSpec> working(Call call) {
        return Stream.of(ENTRIES, DOCUMENTED)
                .flatMap(entries -> tree(call, entries).getSubcommands().values().stream())
                .flatMap(command -> command.getSubcommands().isEmpty()
                        ? Stream.of(command)
                        : command.getSubcommands().values().stream())
                .map(CommandLine::getCommandSpec)
                .toList();
    }

    @Override
    public int run(VerbCall verb, VerbOutput output) {
        Call call = new Call(desk, verb, output);
        try {
            return run(call);
        } finally {
            call.flush();
        }
    }

    private int run(Call call) {
        return run(call, call.verb().arguments());
    }

    /** {@code help lock list} is {@code lock list --help}. */
    private static List<String> helpOf(List<String> words) {
        return Stream.concat(words.stream(), Stream.of("--help")).toList();
    }

    private int run(Call call, List<String> words) {
        String first = words.isEmpty() ? "status" : words.getFirst();
        if (first.equals("help") && words.size() > 1) {
            return run(call, helpOf(words.subList(1, words.size())));
        }
        if (first.equals("--help") || first.equals("-h") || first.equals("help")) {
            call.output().out(help());
            return ExitCode.DONE;
        }
        if (first.equals("--version")) {
            first = "version";
        }
        Entry entry = entry(first);
        if (entry == null && LAUNCHED.containsKey(first)) {
            return call.fail(ExitCode.USAGE, "the launcher does that by itself: tutti " + first + " --help");
        }
        if (entry == null) {
            return call.fail(ExitCode.USAGE, unknown(first));
        }
        List<String> rest = words.subList(Math.min(1, words.size()), words.size());
        CommandLine command = prepared(entry.called(call, rest), call);
        StringWriter out = new StringWriter();
        command.setOut(new PrintWriter(out, true));
        int code = command.execute(rest.toArray(String[]::new));
        call.output().out(out.toString());
        return code;
    }

    private static CommandLine prepared(CommandLine command, Call call) {
        command.setCommandName("tutti " + nameOf(command));
        command.setUsageHelpWidth(Math.clamp(call.width(), HELP_WIDTH_MIN, HELP_WIDTH_MAX));
        command.setColorScheme(Help.defaultColorScheme(call.paint().isColoured() ? Help.Ansi.ON : Help.Ansi.OFF));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setParameterExceptionHandler((wrong, _) -> call.fail(misreadCode(wrong), Misread.text(wrong)));
        command.setExecutionStrategy(parsed -> run(parsed, call.desk()));
        command.setExecutionExceptionHandler((wrong, _, _) -> switch (wrong) {
            case NobodyException nobody -> call.fail(ExitCode.FAILED, String.valueOf(nobody.getMessage()));
            case StoreException store ->
                call.fail(
                        ExitCode.FAILED,
                        "the store cannot answer (" + store.code() + "): "
                                + Foreign.line(String.valueOf(store.getMessage()), ERROR_MAX)
                                + "\n  Next step: tutti doctor");
            default -> throw wrong;
        });
        return command;
    }

    /** Nothing is written for a command that only looks, but that terms move along with a clock that jumped. */
    private static int run(ParseResult parsed, Desk desk) {
        ParseResult verb = parsed;
        while (verb.hasSubcommand()) {
            verb = verb.subcommand();
        }
        boolean changes = verb.commandSpec().userObject() instanceof Changes && !verb.isUsageHelpRequested();
        try {
            if (changes) {
                desk.flows().vouch();
            } else {
                desk.flows().settleClocks();
            }
        } catch (StoreException broken) {
            // A command that needs the store meets the same and says so; one that does not may go on.
            LOG.log(System.Logger.Level.WARNING, "the clocks are not settled: " + broken.getMessage());
        }
        try {
            return new CommandLine.RunLast().execute(parsed);
        } finally {
            if (changes) {
                desk.stirred().run();
            }
        }
    }

    /** The documents' commands have a code of their own for a command line that cannot be understood. */
    private static int misreadCode(ParameterException wrong) {
        int code = wrong.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
        return code == CommandLine.ExitCode.USAGE ? ExitCode.USAGE : code;
    }

    private static String nameOf(CommandLine command) {
        return command.getCommandSpec().name();
    }

    private static String help() {
        StringBuilder text = new StringBuilder("Usage: tutti COMMAND [...]\n\nCommands:\n");
        ENTRIES.forEach((name, entry) -> text.append("  %-11s %s%n".formatted(name, entry.about())));
        LAUNCHED.forEach((name, about) -> text.append("  %-11s %s%n".formatted(name, about)));
        text.append("\nUnder the documents' names:\n");
        DOCUMENTED.forEach((name, entry) -> text.append("  %-15s %s%n".formatted(name, entry.about())));
        return text.append("\ntutti alone shows the status. tutti help COMMAND shows an example of each.\n")
                .toString();
    }

    private static String unknown(String word) {
        return "there is no command " + Foreign.quoted(word, WORD_MAX) + "; " + Nearest.guess(word, names())
                + "tutti --help lists all";
    }
}
