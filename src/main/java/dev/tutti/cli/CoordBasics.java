package dev.tutti.cli;

import dev.tutti.agents.Caller;
import dev.tutti.files.DocumentedView;
import dev.tutti.flows.People.Asker;
import dev.tutti.flows.ScriptLocks;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.locks.LockId;
import dev.tutti.projects.Ground;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import tools.jackson.databind.node.ObjectNode;

/** What the documents' commands and functions have in common: where they stand, who gives them, and how they answer. */
abstract class CoordBasics extends Basics {

    /** The documents' word for a command line that cannot be understood. */
    static final int WRONG = 1;

    /** What is asked for is not part of this version. */
    static final int NOT_YET = 69;

    static final int PATH_MAX = 200;

    CoordBasics(Call call) {
        super(call);
    }

    /** A command with its verbs, of which only the called one is built: building all would cost more than what it does. */
    static CommandLine withVerbs(Call call, CoordBasics command, Map<String, Function<Call, CoordBasics>> verbs) {
        CommandLine line = new CommandLine(command);
        List<String> words = call.verb().arguments();
        String called = words.size() > 1 ? words.get(1) : "";
        verbs.forEach((name, verb) -> {
            if (!verbs.containsKey(called) || name.equals(called)) {
                line.addSubcommand(name, verb.apply(call));
            }
        });
        return line;
    }

    /** The caller's folder; outside of any repository the one that {@code CLAUDE_PROJECT_DIR} names. */
    final Path directory() {
        Path here = call.directory();
        String project = call.verb().environment().getOrDefault("CLAUDE_PROJECT_DIR", "");
        boolean elsewhere = project.startsWith("/")
                && call.desk().rooms().grounds().directory(here).kind() != Ground.Kind.REPOSITORY;
        return elsewhere ? Path.of(project) : here;
    }

    /** @param shell the process of the shell that calls, where it says so: its parents may be gone by now */
    final Asker asker(Optional<Long> shell) {
        Map<String, String> environment = new HashMap<>(call.verb().environment());
        shell.ifPresent(pid -> environment.put("TUTTI_CLIENT_PPID", Long.toString(pid)));
        return new Asker(directory(), Caller.of(environment), Optional.empty());
    }

    /** What is known of the project, with what its locked files were when they were locked. */
    record Known(DocumentedView view, Map<LockId, String> contents) {

        /** As the documents write it, also where nobody noted it. */
        String sha1(DocumentedView.Held held) {
            return contents.getOrDefault(held.lock().id(), ScriptLocks.NO_FILE);
        }
    }

    final Known known() {
        var people = call.desk().flows().people();
        return call.desk()
                .rooms()
                .store()
                .read(tx -> people.standing(tx, people.ground(asker(Optional.empty())))
                        .map(standing -> new Known(
                                DocumentedView.of(call.desk().flows().overview().of(tx, standing.project())),
                                call.desk().rooms().locks().contents(tx, standing.project())))
                        .orElseGet(() -> new Known(DocumentedView.empty(tx.now()), Map.of())));
    }

    static String shown(String path) {
        return Foreign.path(path, PATH_MAX);
    }

    /** A path as a shell takes it, for a step that is proposed. */
    static String word(String path) {
        return "'" + shown(path).replace("'", "'\\''") + "'";
    }

    /** One line for a person's eyes, on standard error. */
    final void err(String line) {
        call.output().err(line + "\n");
    }

    /** Answers with one word for programs. */
    final int result(String word, int code) {
        ObjectNode document = call.object();
        document.put("result", word);
        call.json(document);
        return code;
    }
}
