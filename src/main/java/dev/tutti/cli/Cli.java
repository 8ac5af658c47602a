package dev.tutti.cli;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.People.NobodyException;
import dev.tutti.http.VerbCall;
import dev.tutti.http.VerbDoor;
import dev.tutti.http.VerbOutput;
import dev.tutti.kernel.store.StoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Runs command lines. Safe from any thread. */
public final class Cli implements VerbDoor {

    /** Every command by its first word, in the order in which help lists them, with what it is for. */
    private static final Map<String, Entry> ENTRIES = entries();

    /** Those that exist under the documents' names, for scripts that know them by these. */
    private static final Map<String, Entry> DOCUMENTED = documented();

    private record Entry(String about, Function<Call, CommandLine> build) {}

    private final Desk desk;

    public Cli(Desk desk) {
        this.desk = requireNonNull(desk, "desk");
    }

    private static Map<String, Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        put(entries, "status", "where everybody stands", call -> new StatusCommand(call));
        put(entries, "instances", "who is here", call -> new PeopleCommands.Instances(call));
        put(entries, "whoami", "who you are to the others", call -> new PeopleCommands.WhoAmI(call));
        entries.put("task", new Entry("say what you are doing", PeopleCommands::task));
        put(entries, "register", "add a script or another agent", call -> new PeopleCommands.Register(call));
        put(entries, "heartbeat", "prove that a registered one lives", call -> new PeopleCommands.Heartbeat(call));
        put(entries, "bye", "leave: everything held is free", call -> new PeopleCommands.Bye(call));
        entries.put("lock", new Entry("take, release and look at locks", LockCommands::lock));
        put(entries, "why", "why a path is held, or what one is doing", call -> new WhyCommand(call));
        put(entries, "events", "what happened", call -> new EventsCommand(call));
        put(entries, "init", "wire this repository's agents to Tutti", call -> new InitCommands.Init(call));
        put(entries, "uninit", "take the wire out again", call -> new InitCommands.Uninit(call));
        put(entries, "doctor", "find what is wrong", call -> new DoctorCommand(call));
        put(entries, "config", "every setting and where it comes from", call -> new DaemonCommands.Config(call));
        put(entries, "up", "start the daemon", call -> new DaemonCommands.Up(call));
        put(entries, "down", "stop the daemon", call -> new DaemonCommands.Down(call));
        put(entries, "ps", "daemons of this home and why they stopped", call -> new DaemonCommands.Ps(call));
        put(entries, "logs", "the daemon's log", call -> new DaemonCommands.Logs(call));
        put(entries, "version", "which build this is", call -> new DaemonCommands.Version(call));
        return entries;
    }

    private static Map<String, Entry> documented() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        put(entries, "coord-status", "the documents' status", call -> new CoordStatusCommand(call));
        entries.put("coord-lock", new Entry("the documents' locks", CoordLockCommands::lock));
        entries.put("coord-decisions", new Entry("the documents' decisions", CoordDecisionsCommands::decisions));
        entries.put("coord", new Entry("what the documents' shell functions call", CoordCommands::coord));
        return entries;
    }

    private static void put(Map<String, Entry> entries, String name, String about, Function<Call, Object> command) {
        entries.put(name, new Entry(about, call -> new CommandLine(command.apply(call))));
    }

    /** The names of all commands. */
    static List<String> names() {
        return Stream.concat(ENTRIES.keySet().stream(), DOCUMENTED.keySet().stream())
                .toList();
    }

    /** One command as it would be run, for tests of its help. */
    static CommandLine command(String name, Call call) {
        Entry entry = requireNonNull(entry(name), name);
        return prepared(entry.build().apply(call), call);
    }

    private static @Nullable Entry entry(String name) {
        Entry entry = ENTRIES.get(name);
        return entry != null ? entry : DOCUMENTED.get(name);
    }

    @Override
    public int run(VerbCall verb, VerbOutput output) {
        Call call = new Call(desk, verb, output);
        List<String> words = verb.arguments();
        String first = words.isEmpty() ? "status" : words.getFirst();
        if (first.equals("--help") || first.equals("-h") || first.equals("help")) {
            output.out(help());
            return ExitCode.DONE;
        }
        if (first.equals("--version")) {
            first = "version";
        }
        Entry entry = entry(first);
        if (entry == null) {
            return call.fail(ExitCode.USAGE, unknown(first));
        }
        desk.flows().settleClocks();
        CommandLine command = prepared(entry.build().apply(call), call);
        String[] rest = words.stream().skip(1).toArray(String[]::new);
        StringWriter out = new StringWriter();
        command.setOut(new PrintWriter(out, true));
        int code = command.execute(rest);
        if (!out.toString().isEmpty()) {
            output.out(out.toString());
        }
        return code;
    }

    private static CommandLine prepared(CommandLine command, Call call) {
        command.setCommandName("tutti " + nameOf(command));
        command.setUsageHelpWidth(Math.min(call.width(), 120));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setParameterExceptionHandler((wrong, _) -> {
            CommandSpec spec = wrong.getCommandLine().getCommandSpec();
            int code = spec.exitCodeOnInvalidInput();
            return call.fail(
                    code == CommandLine.ExitCode.USAGE ? ExitCode.USAGE : code,
                    wrong.getMessage() + "\n  Next step: " + spec.qualifiedName() + " --help shows how it is used");
        });
        command.setExecutionExceptionHandler((wrong, _, _) -> switch (wrong) {
            case NobodyException nobody -> call.fail(ExitCode.FAILED, String.valueOf(nobody.getMessage()));
            case StoreException store ->
                call.fail(
                        ExitCode.FAILED,
                        "the store cannot answer (" + store.code() + "): " + store.getMessage()
                                + "\n  Next step: tutti doctor");
            default -> throw wrong;
        });
        return command;
    }

    private static String nameOf(CommandLine command) {
        return command.getCommandSpec().name();
    }

    private static String help() {
        StringBuilder text = new StringBuilder("Usage: tutti COMMAND [...]\n\nCommands:\n");
        ENTRIES.forEach((name, entry) -> text.append("  %-11s %s%n".formatted(name, entry.about())));
        text.append("  %-11s %s%n".formatted("demo", "see it work: scripted agents through the real hooks"));
        text.append("\nUnder the names of the documents: " + String.join(", ", DOCUMENTED.keySet()) + ".\n");
        return text.append("\ntutti alone shows the status. tutti COMMAND --help shows an example of each.\n")
                .toString();
    }

    private static String unknown(String word) {
        String nearest = ENTRIES.keySet().stream()
                .min((a, b) -> Integer.compare(distance(a, word), distance(b, word)))
                .orElseThrow();
        String guess = distance(nearest, word) <= 2 ? "did you mean " + nearest + "? " : "";
        return "there is no command \"" + word + "\"; " + guess + "tutti --help lists all";
    }

    /** How many letters must be added, removed or changed to make one word of the other. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
