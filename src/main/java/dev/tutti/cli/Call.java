package dev.tutti.cli;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.Caller;
import dev.tutti.agents.claude.settings.ClientPlaces;
import dev.tutti.flows.People.Asker;
import dev.tutti.http.VerbCall;
import dev.tutti.http.VerbOutput;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Standing;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One command being run: where from, for whom, and where its words go. For one thread. */
final class Call {

    private static final int WIDTH_DEFAULT = 100;

    private final Desk desk;
    private final VerbCall verb;
    private final Gathered output;

    Call(Desk desk, VerbCall verb, VerbOutput output) {
        this.desk = requireNonNull(desk, "desk");
        this.verb = requireNonNull(verb, "verb");
        this.output = new Gathered(output);
    }

    Desk desk() {
        return desk;
    }

    VerbOutput output() {
        return output;
    }

    /** Sends what was said so far; at the latest it goes when the command ends. */
    void flush() {
        output.flush();
    }

    VerbCall verb() {
        return verb;
    }

    Path directory() {
        return Path.of(verb.environment().getOrDefault("PWD", "/"));
    }

    /** The directory as it may be shown. */
    String place() {
        return Foreign.path(directory().toString(), 200);
    }

    Path launcher() {
        return Path.of(verb.environment().getOrDefault("TUTTI_LAUNCHER", "/usr/local/bin/tutti"));
    }

    /** Where an agent that is started here finds its settings. */
    ClientPlaces clientPlaces() {
        Ground ground = desk.rooms().grounds().directory(directory());
        List<Path> roots =
                ground.kind() == Ground.Kind.USER ? List.of(directory()) : List.of(ground.root(), ground.primaryRoot());
        return ClientPlaces.usual(roots, desk.userHome(), verb.environment(), launcher());
    }

    Asker asker(Optional<String> as) {
        return new Asker(directory(), Caller.of(verb.environment()), as);
    }

    /** Columns of the caller's terminal. */
    int width() {
        try {
            return Math.clamp(Integer.parseInt(verb.environment().getOrDefault("COLUMNS", "")), 40, 400);
        } catch (NumberFormatException unknown) {
            return WIDTH_DEFAULT;
        }
    }

    /** Columns a table may take: those of the terminal, or as many as it wants where a program reads it. */
    int tableWidth() {
        boolean told = isTerminal() || verb.environment().containsKey("COLUMNS");
        return told ? width() : Integer.MAX_VALUE;
    }

    Paint paint() {
        return Paint.of(verb.environment());
    }

    /** Rows of the caller's terminal; 0 when they are not known. */
    int height() {
        try {
            return Math.clamp(Integer.parseInt(verb.environment().getOrDefault("LINES", "")), 2, 1_000);
        } catch (NumberFormatException unknown) {
            return 0;
        }
    }

    boolean isTerminal() {
        return "1".equals(verb.environment().get("TUTTI_TTY"));
    }

    /** The project the caller stands in, if anything of Tutti happened there. */
    Optional<Standing> standing(Tx tx) {
        return desk.flows().people().standing(tx, desk.flows().people().ground(asker(Optional.empty())));
    }

    /** What was read of a project, and when. */
    record Seen<T>(Instant at, T what) {
        Seen {
            requireNonNull(at, "at");
            requireNonNull(what, "what");
        }
    }

    /** Reads of the project the caller stands in; empty where nothing of Tutti happened yet. */
    <T> Optional<Seen<T>> see(BiFunction<Tx, Standing, T> look) {
        return desk.rooms().store().read(tx -> standing(tx).map(known -> new Seen<>(tx.now(), look.apply(tx, known))));
    }

    void line(String text) {
        show(text + "\n");
    }

    /** Text of whole lines. Whatever in it would move or turn a terminal goes. */
    void show(String lines) {
        output.out(Foreign.text(lines));
    }

    /** A table, whose cells are inert by themselves. */
    void show(Table table) {
        output.out(table.text(this));
    }

    /** A line that begins with a painted mark. */
    void line(Paint.Hue hue, String mark, String text) {
        output.out(paint().with(hue, mark) + Foreign.text(text + "\n"));
    }

    int fail(int code, String text) {
        output.err(Foreign.text("tutti: " + text + "\n"));
        return code;
    }

    /** The end of a command that goes on until its reader leaves; when the daemon leaves first, that is said. */
    int over() {
        return fail(ExitCode.NO_DAEMON, "the daemon stops\n  Next step: the same command again starts the next one");
    }

    ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    void json(ObjectNode document) {
        output.out(Foreign.json(document.toString()) + "\n");
    }
}
