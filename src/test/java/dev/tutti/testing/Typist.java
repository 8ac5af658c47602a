package dev.tutti.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.tutti.agents.claude.settings.Wiring;
import dev.tutti.cli.Cli;
import dev.tutti.cli.Desk;
import dev.tutti.daemon.Settings;
import dev.tutti.files.DocumentShapes;
import dev.tutti.files.Documents;
import dev.tutti.flows.Flows;
import dev.tutti.flows.Rooms;
import dev.tutti.http.VerbCall;
import dev.tutti.http.VerbOutput;
import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.files.DiskLineFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Somebody called ann, who types commands in a terminal of 100 columns and reads what comes back. Settings files are in
 * memory; her home is a folder {@code home} beside the repositories. Everything but {@link Reader} is for one thread.
 */
public final class Typist {

    private static final Path LAUNCHER = Path.of("/opt/tutti/tutti");

    private final Supplier<Rooms> rooms;
    private final Supplier<Flows> flows;
    private final FakeResident resident;
    private final MemoryFiles files;
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final AtomicInteger stirs = new AtomicInteger();
    private String input = "";
    private Configuration configuration = Configuration.defaults(Settings.ALL);

    /** On a stage; the daemon's home is a folder {@code tutti} beside the repositories. */
    public Typist(Stage stage) {
        this(stage::rooms, stage::flows, stage.made("home"), new FakeResident(stage.made("tutti")));
    }

    /** On any rooms and flows. */
    public Typist(Supplier<Rooms> rooms, Supplier<Flows> flows, Path home, FakeResident resident) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.flows = requireNonNull(flows, "flows");
        this.home = requireNonNull(home, "home");
        this.resident = requireNonNull(resident, "resident");
        this.files = new MemoryFiles().withExecutable(LAUNCHER);
        environment.put("USER", "ann");
        environment.put("COLUMNS", "100");
        environment.put("PWD", home.toString());
        environment.put("TUTTI_LAUNCHER", LAUNCHER.toString());
    }

    /** What a command said. */
    public record Said(int code, String out, String err, Optional<String> question) {
        public Said {
            requireNonNull(out, "out");
            requireNonNull(err, "err");
            requireNonNull(question, "question");
        }
    }

    /** Goes to another folder. */
    public Typist at(Path directory) {
        return with("PWD", directory.toString());
    }

    /** Sets a variable of her shell. */
    public Typist with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Removes a variable of her shell. */
    public Typist without(String name) {
        environment.remove(name);
        return this;
    }

    /** Gives the daemon other settings. */
    public Typist under(Configuration settings) {
        configuration = requireNonNull(settings, "settings");
        return this;
    }

    /** From now on this stands on the standard input of her commands. */
    public Typist reads(String text) {
        input = text;
        return this;
    }

    public Said type(String... words) {
        Reader reader = new Reader();
        return reader.read(run(reader, words));
    }

    /** Types a command whose words {@code reader} gets; returns the exit code once it ends. From any thread. */
    public int run(VerbOutput reader, String... words) {
        VerbCall call = new VerbCall(List.of(words), environment, input.getBytes(UTF_8), Optional.empty());
        return new Cli(desk()).run(call, reader);
    }

    public Desk desk() {
        return new Desk(
                rooms.get(),
                flows.get(),
                resident,
                configuration,
                new Wiring(files, resident.home().root(), _ -> false),
                new Documents(
                        rooms.get(),
                        flows.get().overview(),
                        new Documents.Disk(files, new DiskLineFiles()),
                        new Documents.Setup(
                                resident.home().root(),
                                true,
                                new Documents.User(home, false),
                                new DocumentShapes.Machine("Linux", "ann", 1))),
                home,
                stirs::incrementAndGet);
    }

    /** How often the daemon was told that there may be somebody to look after. */
    public int stirs() {
        return stirs.get();
    }

    public FakeResident resident() {
        return resident;
    }

    public MemoryFiles files() {
        return files;
    }

    public Path home() {
        return home;
    }

    public Path launcher() {
        return LAUNCHER;
    }

    /** Keeps everything a command says, and listens until {@link #leave}. Safe from any thread. */
    public static final class Reader implements VerbOutput {

        private final Observed<String> frames = new Observed<>();
        private final StringBuilder out = new StringBuilder();
        private final StringBuilder err = new StringBuilder();
        private Optional<String> question = Optional.empty();
        private boolean open = true;

        @Override
        public synchronized void out(String text) {
            out.append(text);
            frames.add(text);
        }

        @Override
        public synchronized void err(String text) {
            err.append(text);
        }

        @Override
        public synchronized void ask(String text) {
            question = Optional.of(text);
        }

        @Override
        public synchronized boolean open() {
            return open;
        }

        /** Reads no more. */
        public synchronized void leave() {
            open = false;
        }

        /** What came on standard output, one entry for each frame. */
        public Observed<String> frames() {
            return frames;
        }

        public synchronized Said read(int code) {
            return new Said(code, out.toString(), err.toString(), question);
        }
    }
}
