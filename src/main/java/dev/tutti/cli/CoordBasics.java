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
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What the documents' commands and functions have in common: where they stand, who gives them, and how they answer. */
abstract class CoordBasics extends Basics {

    /** The documents' word for a command line that cannot be understood. */
    static final int WRONG = 1;

    static final int PATH_MAX = 200;

    CoordBasics(Call call) {
        super(call);
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

    /** What is known of the project, with what its locked files were when they were locked, and how many decisions there are. */
    record Known(DocumentedView view, Map<LockId, String> contents, long decisions) {

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
                                call.desk().rooms().locks().contents(tx, standing.project()),
                                call.desk().rooms().decisions().count(tx, standing.project())))
                        .orElseGet(() -> new Known(DocumentedView.empty(tx.now()), Map.of(), 0)));
    }

    static String shown(String path) {
        return Foreign.path(path, PATH_MAX);
    }

    /** A path as a shell takes it, for a step that is proposed. */
    static String word(String path) {
        return Foreign.word(path, PATH_MAX);
    }

    /** One line for a person's eyes, on standard error. */
    final void err(String line) {
        call.output().err(Foreign.text(line + "\n"));
    }

    /** Answers with one word for programs. */
    final int result(String word, int code) {
        ObjectNode document = call.object();
        document.put("result", word);
        call.json(document);
        return code;
    }
}
