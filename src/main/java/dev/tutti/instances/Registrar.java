package dev.tutti.instances;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.id.Ids;
import dev.tutti.kernel.journal.Journal;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Writes newcomers down: draws their ids and makes their names unique. Works in the caller's transaction. */
final class Registrar {

    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final InstanceTable table;
    private final Journal journal;
    private final Ids ids;

    Registrar(InstanceTable table, Journal journal, Ids ids) {
        this.table = requireNonNull(table, "table");
        this.journal = requireNonNull(journal, "journal");
        this.ids = requireNonNull(ids, "ids");
    }

    Instance register(Tx tx, Monitor monitor, Registration registration, Optional<InstanceId> parent) {
        Set<String> taken = names(tx, monitor.project());
        String name = registration.exactName()
                ? registration.name()
                : NameRules.unique(NameRules.tidy(registration.name()).orElse("script"), taken);
        Instant now = tx.now();
        Instance fresh = new Instance(
                new InstanceId(0),
                registration.publicId().orElseGet(() -> publicId(registration.agent(), now)),
                name,
                registration.agent(),
                Optional.empty(),
                Optional.empty(),
                parent,
                monitor.project(),
                registration.place().tree(),
                registration.role(),
                registration.task(),
                registration.task().isPresent() ? TaskSource.EXPLICIT : TaskSource.NONE,
                registration.place().branch(),
                registration.place().directory(),
                registration.process(),
                registration.place().host(),
                Turn.RUNNING,
                now,
                now,
                now,
                registration.process().isPresent()
                        ? Optional.empty()
                        : registration.ttl().map(now::plus),
                Optional.empty());
        return join(tx, monitor, fresh);
    }

    /** A script that lives again is told of; a person comes and goes without a word. */
    Instance registerOrRevive(Tx tx, Monitor monitor, Registration registration) {
        Optional<Instance> ended = registration.publicId().flatMap(id -> table.byPublicId(tx, id));
        if (ended.isEmpty()) {
            return register(tx, monitor, registration, Optional.empty());
        }
        InstanceId id = ended.get().id();
        String name = NameRules.unique(ended.get().name(), names(tx, ended.get().project()));
        table.revive(tx, id, name, Turn.RUNNING, tx.now());
        registration.process().ifPresent(process -> table.setProcess(tx, id, process));
        Instance revived = table.find(tx, id).orElseThrow();
        if (!revived.isPerson()) {
            journal.append(tx, monitor, new InstanceFact.Returned(revived).toFact());
        }
        return revived;
    }

    Instance join(Tx tx, Monitor monitor, Instance fresh) {
        InstanceId id = table.insert(tx, fresh);
        Instance joined = table.find(tx, id).orElseThrow();
        journal.append(tx, monitor, new InstanceFact.Joined(joined).toFact());
        return joined;
    }

    Set<String> names(Tx tx, ProjectId project) {
        return new HashSet<>(table.livingNames(tx, project));
    }

    String publicId(String agent, Instant now) {
        return agent + "-" + ID_TIME.format(now) + "-" + ids.hex(8);
    }
}
