package dev.tutti.cli;

import dev.tutti.flows.Overview;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.GlobOutcome;
import dev.tutti.kernel.journal.RecordedFact;
import dev.tutti.kernel.path.Place;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.Nearest;
import dev.tutti.locks.PreImage;
import dev.tutti.pool.EntryId;
import dev.tutti.pool.PoolEntry;
import dev.tutti.pool.Relevance;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Grounds.Survey;
import dev.tutti.projects.Standing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Why a path is held, or what an instance is doing: from recorded facts with their times. */
@Command(
        name = "why",
        description = {
            "Why a path is held, or what an instance is doing, from recorded facts;",
            "what became of an entry of the pool, and whom it concerns."
        },
        footer = {"", "Example: tutti why src/api.py", "Example: tutti why B", "Example: tutti why pool-17 --for B"})
final class WhyCommand extends Basics {

    private static final int FACTS_MAX = 12;

    @Mixin
    private Times times = new Times();

    @Parameters(
            paramLabel = "PATH|INSTANCE|ENTRY",
            completionCandidates = Candidates.Subjects.class,
            description = "a path, an instance's name or id, or the id of an entry of the pool")
    private String subject = "";

    @Option(
            names = "--for",
            paramLabel = "NAME",
            completionCandidates = Candidates.Instances.class,
            description = "how much the entry concerns this instance; all who are here unless given")
    private Optional<String> reader = Optional.empty();

    WhyCommand(Call call) {
        super(call);
    }

    /** What is known of the subject. */
    private record Known(List<String> lines, List<RecordedFact> facts, Optional<Instance> instance) {}

    @Override
    public Integer call() {
        // A document is kept: what was a minute ago when it was written is not when it is read.
        times.verbose |= json;
        Known known = call.desk()
                .rooms()
                .store()
                .read(tx -> call.standing(tx)
                        .map(standing -> look(tx, standing))
                        .or(() -> elsewhere(tx).map(there -> ofPath(tx, there)))
                        .orElse(new Known(
                                List.of("Nothing of Tutti has happened here yet."), List.of(), Optional.empty())));
        if (json) {
            ObjectNode document = call.object();
            document.put("subject", subject);
            known.instance().ifPresent(instance -> document.set("instance", Shapes.instance(instance)));
            ArrayNode lines = document.putArray("explanation");
            known.lines().forEach(lines::add);
            ArrayNode facts = document.putArray("facts");
            known.facts().forEach(fact -> facts.add(Shapes.fact(fact)));
            call.json(document);
        } else {
            known.lines().forEach(call::line);
            if (!known.facts().isEmpty()) {
                call.line("\nWhat happened, the newest first:");
            }
            known.facts().forEach(fact -> call.line("  " + EventsCommand.line(fact)));
        }
        return ExitCode.DONE;
    }

    private Known look(Tx tx, Standing standing) {
        Optional<PoolEntry> entry =
                EntryId.of(subject).flatMap(id -> call.desk().rooms().pool().find(tx, standing.project(), id));
        if (entry.isPresent()) {
            return ofEntry(tx, standing, entry.get());
        }
        Optional<Instance> instance = call.desk().rooms().instances().called(tx, standing.project(), subject);
        return instance.map(found -> ofInstance(tx, standing, found))
                .orElseGet(() -> ofPath(tx, elsewhere(tx).orElseGet(() -> here(standing))));
    }

    private Known ofInstance(Tx tx, Standing standing, Instance instance) {
        Overview overview = call.desk().flows().overview();
        Overview.Evidence evidence = overview.evidence(tx, instance);
        List<String> lines = new ArrayList<>();
        lines.add(instance.name() + " (" + instance.publicId() + ") is "
                + evidence.presence().name().toLowerCase(Locale.ROOT) + ", because:");
        lines.add("  its process is " + evidence.life().name().toLowerCase(Locale.ROOT)
                + instance.process()
                        .map(process -> " (pid " + process.pid() + ")")
                        .orElse(" (it told none)"));
        lines.add("  its turn is " + instance.turn().name().toLowerCase(Locale.ROOT) + ", as of "
                + times.at(instance.turnAt(), tx.now()));
        lines.add("  its last event was " + times.at(instance.seenAt(), tx.now()));
        lines.add("  the daemon that watches it " + (evidence.vouched() ? "vouches for it" : "was not heard of"));
        instance.expiresAt().ifPresent(at -> lines.add("  it lapses " + times.at(at, tx.now()) + " unless renewed"));
        instance.task().ifPresent(task -> lines.add("It says it is doing: " + Foreign.line(task, 200)));
        overview.locks(tx, standing.project()).stream()
                .filter(each -> each.holder().id().equals(instance.id()))
                .forEach(each ->
                        lines.add("It holds " + Foreign.path(each.lock().key().path(), 200) + ", taken "
                                + times.at(each.lock().grantedAt(), tx.now()) + " ("
                                + Foreign.line(each.lock().reason(), 100) + ")"));
        overview.waiters(tx, standing.project()).stream()
                .filter(each -> each.who().id().equals(instance.id()))
                .forEach(each -> lines.add(
                        "It waits for " + Foreign.path(each.waiter().key().path(), 200) + ", which "
                                + each.ofWhom().name() + " has, since "
                                + times.at(each.waiter().since(), tx.now()) + StatusCommand.priority(each)));
        return new Known(lines, overview.by(tx, standing.project(), instance, FACTS_MAX), Optional.of(instance));
    }

    private Known ofEntry(Tx tx, Standing standing, PoolEntry entry) {
        List<String> lines = new ArrayList<>();
        lines.add(entry.id().publicId() + "  " + PoolCommands.line(entry));
        lines.add("  posted " + times.at(entry.at(), tx.now()) + " ("
                + entry.draft().origin().word() + "), " + PoolCommands.end(entry, tx.now()));
        List<Instance> readers = reader.map(
                        name -> List.of(call.desk().flows().people().called(tx, Optional.of(standing), name)))
                .orElseGet(() -> call.desk().rooms().instances().living(tx, standing.project()).stream()
                        .filter(instance -> !instance.isChild() && !instance.isPerson())
                        .toList());
        Ground ground = call.desk().flows().people().ground(call.asker(Optional.empty()));
        for (Instance each : readers) {
            Relevance relevance = call.desk().flows().pool().relevance(tx, ground, entry, each);
            boolean own = entry.author().equals(each.id());
            lines.add("  " + each.name() + ": " + String.format(Locale.ROOT, "%.2f", relevance.score())
                    + (own ? ", its author" : relevance.shown() ? ", is shown it" : ", is not shown it"));
            relevance.reasons().forEach(reason -> lines.add("    " + Foreign.line(reason, 300)));
        }
        return new Known(
                lines,
                call.desk()
                        .flows()
                        .overview()
                        .about(tx, standing.project(), entry.id().publicId(), FACTS_MAX),
                Optional.empty());
    }

    /** The subject as one path, and as the glob it may be. */
    private static List<Glob> keys(Optional<Place> place, String path) {
        List<Glob> keys = new ArrayList<>();
        place.map(Place::key).filter(key -> !key.equals(".")).map(Glob::literal).ifPresent(keys::add);
        if (Glob.parse(path) instanceof GlobOutcome.Parsed(Glob glob) && !glob.isLiteral()) {
            keys.add(glob);
        }
        return keys;
    }

    /**
     * A path that is asked about.
     *
     * @param standing whose project it belongs to
     * @param place empty when no file can be meant
     * @param path as locks and facts name it, from the top of its tree
     * @param shown as the asker finds it
     */
    private record Subject(Standing standing, Optional<Place> place, String path, String shown) {}

    private Optional<Survey.Found> survey() {
        return switch (call.desk().rooms().grounds().file(subject, call.directory())) {
            case Survey.Found found -> Optional.of(found);
            case Survey.Rejected _ -> Optional.empty();
        };
    }

    private Subject here(Standing standing) {
        Optional<Place> place = survey().map(Survey.Found::place);
        String path = place.map(Place::relative).orElse(subject);
        return new Subject(standing, place, path, path);
    }

    /** A file of another project than the asker's: a submodule's, a sibling's. Its name may be that of a file here. */
    private Optional<Subject> elsewhere(Tx tx) {
        Optional<Long> own =
                call.standing(tx).map(standing -> standing.project().value());
        return survey().flatMap(found -> call.desk()
                .rooms()
                .projects()
                .look(tx, found.ground())
                .filter(there -> !own.equals(Optional.of(there.project().value())))
                .map(there -> {
                    String path = found.place().relative();
                    Path file = found.ground().root().resolve(path);
                    return new Subject(there, Optional.of(found.place()), path, file.toString());
                }));
    }

    private Known ofPath(Tx tx, Subject asked) {
        Standing standing = asked.standing();
        Optional<Place> place = asked.place();
        String path = asked.path();
        Overview overview = call.desk().flows().overview();
        List<String> lines = new ArrayList<>();
        keys(place, path).stream()
                .flatMap(key -> overview.locks(tx, standing.project(), key).stream())
                .filter(each ->
                        place.filter(found -> each.lock().key().pattern().matches(found.key()))
                                        .isPresent()
                                || each.lock().key().path().equals(path))
                .distinct()
                .forEach(each -> lines.add(Foreign.path(path, 200) + " is locked by "
                        + each.holder().name() + " ("
                        + each.holder().publicId() + ")"
                        + (each.lock().key().path().equals(path)
                                ? ""
                                : " with " + Foreign.path(each.lock().key().path(), 200))
                        + each.holder()
                                .task()
                                .map(task -> ", working on " + Foreign.quoted(task, 80))
                                .orElse("")
                        + ", taken " + times.at(each.lock().grantedAt(), tx.now()) + ", until "
                        + LockListCommand.until(each.lock(), times, tx.now()) + ": "
                        + Foreign.line(each.lock().reason(), 100)
                        + (each.lock().before().dirty() == PreImage.Dirty.YES
                                ? ", in a file that was changed already"
                                : "")
                        + each.tree()
                                .map(tree -> " [" + Foreign.path(tree, 200) + "]")
                                .orElse(" [every tree]")));
        List<RecordedFact> facts = overview.about(tx, standing.project(), path, FACTS_MAX);
        if (lines.isEmpty()) {
            String unknown = EntryId.of(subject).isPresent()
                    ? ", and the pool has no such entry"
                    : ", and nobody here is called that";
            String nobody = facts.isEmpty() ? unknown : "";
            lines.add("Nobody has locked " + Foreign.path(asked.shown(), 200) + nobody + ".");
            List<String> names = call.desk().flows().people().names(tx, Optional.of(standing));
            Nearest.of(subject, names)
                    .filter(_ -> facts.isEmpty())
                    .ifPresent(name -> lines.add("Did you mean " + name + "?"));
        }
        overview.waiters(tx, standing.project()).stream()
                .filter(each -> each.waiter().key().pattern().matches(path)
                        || each.waiter().key().path().equals(path))
                .forEach(each -> lines.add(each.who().name() + " (" + each.who().publicId() + ") waits for "
                        + Foreign.path(each.waiter().key().path(), 200) + " since "
                        + times.at(each.waiter().since(), tx.now()) + StatusCommand.priority(each)));
        return new Known(lines, facts, Optional.empty());
    }
}
