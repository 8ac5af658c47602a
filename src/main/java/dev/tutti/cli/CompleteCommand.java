package dev.tutti.cli;

import dev.tutti.flows.Overview;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.config.SettingLine;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.locks.LockKey;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Standing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The living part of a shell's completion: asked at every press of the key, so it reads little. */
@Command(
        name = "complete",
        hidden = true,
        description = "Names for a shell's completion: of who is here, of what is locked, of settings.",
        footer = {"", "Example: tutti complete instances for"})
final class CompleteCommand extends Basics {

    private static final int CANDIDATES_MAX = 500;
    private static final int LENGTH_MAX = 4_096;

    @Parameters(index = "0", paramLabel = "KIND", description = "instances, locks, own-locks, or settings")
    private Kind kind = Kind.INSTANCES;

    @Parameters(index = "1", paramLabel = "BEGINNING", arity = "0..1", description = "only those that begin so")
    private String beginning = "";

    CompleteCommand(Call call) {
        super(call);
    }

    /** Whose names are wanted. */
    enum Kind {
        INSTANCES,
        LOCKS,
        OWN_LOCKS,
        SETTINGS;

        /** As it is typed. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public Integer call() {
        List<String> found = names().stream()
                .filter(name -> name.startsWith(beginning))
                // What a shell would show otherwise than it is, nobody could choose.
                .filter(name -> name.length() <= LENGTH_MAX
                        && Foreign.line(name, LENGTH_MAX).equals(name))
                .distinct()
                .limit(CANDIDATES_MAX)
                .toList();
        if (json) {
            ObjectNode document = call.object();
            ArrayNode candidates = document.putArray("candidates");
            found.forEach(candidates::add);
            call.json(document);
        } else {
            found.forEach(call::line);
        }
        return ExitCode.DONE;
    }

    private List<String> names() {
        return kind == Kind.SETTINGS
                ? call.desk().configuration().lines().stream()
                        .map(SettingLine::name)
                        .toList()
                : call.see(this::names).map(Call.Seen::what).orElse(List.of());
    }

    private List<String> names(Tx tx, Standing standing) {
        return switch (kind) {
            case SETTINGS -> List.of();
            case INSTANCES -> instances(tx, standing);
            case LOCKS -> locks(tx, standing, Optional.empty());
            case OWN_LOCKS ->
                call.desk()
                        .flows()
                        .people()
                        .find(tx, call.asker(Optional.empty()), Optional.of(standing))
                        .map(self -> locks(tx, standing, Optional.of(self)))
                        .orElse(List.of());
        };
    }

    /** Names, and ids only for whoever began to type one. */
    private List<String> instances(Tx tx, Standing standing) {
        List<Instance> living = call.desk().rooms().instances().living(tx, standing.project());
        Stream<String> names = living.stream().map(Instance::name);
        Stream<String> ids =
                beginning.length() < 3 ? Stream.of() : living.stream().map(Instance::publicId);
        return Stream.concat(names, ids).toList();
    }

    private List<String> locks(Tx tx, Standing standing, Optional<Instance> holder) {
        Ground ground = call.desk().rooms().grounds().directory(call.directory());
        Path here = real(ground);
        List<String> found = new ArrayList<>();
        for (Overview.HeldLock each : call.desk().flows().overview().locks(tx, standing.project())) {
            LockKey key = each.lock().key();
            boolean wanted =
                    holder.isEmpty() || holder.get().holder().equals(each.lock().holder());
            if (wanted && key.tree().map(standing.tree()::equals).orElse(true)) {
                typed(key, ground.root(), here).ifPresent(found::add);
            }
        }
        return found;
    }

    /** The directory as the ground names it, links resolved. */
    private Path real(Ground ground) {
        return switch (call.desk().rooms().grounds().file(".", call.directory())) {
            case dev.tutti.projects.Grounds.Survey.Found found -> found.place().real();
            case dev.tutti.projects.Grounds.Survey.Rejected _ -> ground.root();
        };
    }

    /** A key as it is typed where the caller stands; a pattern cannot climb. */
    private static Optional<String> typed(LockKey key, Path root, Path here) {
        if (here.equals(root)) {
            return Optional.of(key.path());
        }
        if (!key.pattern().isLiteral()) {
            String below = root.relativize(here) + "/";
            return key.path().startsWith(below) ? Optional.of(key.path().substring(below.length())) : Optional.empty();
        }
        return Optional.of(here.relativize(root.resolve(key.path())).toString());
    }
}
