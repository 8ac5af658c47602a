package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.process.Life;
import dev.tutti.kernel.store.Store;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Freed;
import dev.tutti.locks.Lock;
import dev.tutti.messages.Messages.Pruned;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks after the living between their events: notices who died, writes off terms that passed, renews the host's lease.
 * It acts only when {@link #look} is called, so that tests hold the clock; nothing but the daemon calls it by itself.
 */
public final class Watch {

    /** How often it is to look while somebody lives or a term runs. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    /** Locks compared with git in one look at most; the rest follow in the next ones. */
    private static final int WANTED_MAX = 200;

    private final Rooms rooms;
    private final FlowSettings settings;
    private final Farewell farewell;
    private final Endings endings;
    private final Cleaning cleaning;
    private final TimeJumps jumps;
    private final MessageTelling messages;

    Watch(Rooms rooms, FlowSettings settings, Sessions.Goings goings, Cleaning cleaning, TimeJumps jumps) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.settings = requireNonNull(settings, "settings");
        this.farewell = goings.farewell();
        this.endings = goings.endings();
        this.cleaning = requireNonNull(cleaning, "cleaning");
        this.jumps = requireNonNull(jumps, "jumps");
        this.messages = new MessageTelling(rooms);
    }

    /**
     * What a look found.
     *
     * @param living instances of this host that still live
     * @param died instances that were found dead or lapsed, and were bid farewell
     * @param expired locks whose term had passed
     */
    public record Found(int living, int died, int expired) {

        /** Whether there is anything to look after. */
        public boolean isIdle(boolean termsRun) {
            return living == 0 && !termsRun;
        }
    }

    /** Looks once. */
    public Found look() {
        jumps.settle();
        List<Instance> ours = rooms.store().read(tx -> rooms.instances().livingOfHost(tx, settings.host()));
        int died = 0;
        for (Instance instance : ours) {
            boolean own = !instance.isChild() || instance.process().isPresent();
            if (own && isGone(instance)) {
                died += rooms.store().write(tx -> bidFarewell(tx, instance)) ? 1 : 0;
            }
        }
        cleanWanted();
        expirePool();
        tellOverdue();
        int agents =
                (int) ours.stream().filter(instance -> !instance.isPerson()).count();
        return new Found(agents - died, died, expire());
    }

    /** People commit in terminals of their own: locks that somebody wants are compared with what git says now. */
    private void cleanWanted() {
        Map<ProjectId, List<Lock>> wanted = rooms
                .store()
                .read(tx -> rooms.locks().wanted(tx, WANTED_MAX))
                .stream()
                .collect(Collectors.groupingBy(lock -> lock.key().project()));
        wanted.forEach(cleaning::of);
    }

    /** What is over in the pool is marked, so that what lives there is found fast. */
    private void expirePool() {
        boolean more = rooms.store().read(rooms.pool()::isAnyOver);
        while (more) {
            more = rooms.store().write(rooms.pool()::expire);
        }
    }

    /** Whoever waits for a sign of somebody is told that none came in time. */
    private void tellOverdue() {
        for (ProjectId project : rooms.store().read(rooms.messages()::projectsWithOverdue)) {
            rooms.store().write(tx -> {
                Monitor monitor = rooms.projects().enter(tx, project);
                messages.missed(tx, rooms.messages().overdue(tx, monitor));
                return project;
            });
        }
    }

    /** Deletes what was over long ago, in bounded steps. To be called about once a minute. */
    public void tend() {
        for (ProjectId project : rooms.store().read(rooms.projects()::all)) {
            Duration pool = settings.pool().kept();
            prune(
                    tx -> rooms.pool().isAnyOld(tx, project, tx.now().minus(pool)),
                    tx -> rooms.pool().prune(tx, project, tx.now().minus(pool)));
            Duration letters = settings.messages().kept();
            prune(
                    tx -> rooms.messages().isAnyOld(tx, project, tx.now().minus(letters)),
                    tx -> pruneMessages(tx, project, tx.now().minus(letters)));
        }
    }

    /** Senders are told of whom these did not reach; whether there are more. */
    private boolean pruneMessages(Tx tx, ProjectId project, Instant before) {
        Pruned pruned = rooms.messages().prune(tx, rooms.projects().enter(tx, project), before);
        messages.missed(tx, pruned.missed());
        return pruned.more();
    }

    /** @param step deletes some; whether there are more */
    private void prune(Store.Work<Boolean> isAnyOld, Store.Work<Boolean> step) {
        boolean more = rooms.store().read(isAnyOld);
        while (more) {
            more = rooms.store().write(step);
        }
    }

    /** Whether any lock has a term that will pass, or any message a deadline. */
    public boolean termsRun() {
        return rooms.store()
                .read(tx -> rooms.locks().nextExpiry(tx).isPresent()
                        || rooms.messages().nextDeadline(tx).isPresent());
    }

    /** How many instances this daemon watches; persons are not watched. */
    public int living() {
        return (int) rooms.store().read(tx -> rooms.instances().livingOfHost(tx, settings.host())).stream()
                .filter(instance -> !instance.isPerson())
                .count();
    }

    private boolean isGone(Instance instance) {
        boolean lapsed = instance.expiresAt().isPresent()
                && !instance.expiresAt().get().isAfter(rooms.store().read(Tx::now));
        return lapsed || rooms.instances().life(instance) == Life.DEAD;
    }

    /** Looks again under the transaction, since an event may have come in between. */
    private boolean bidFarewell(Tx tx, Instance seen) {
        Optional<Instance> now =
                rooms.instances().find(tx, seen.id()).filter(found -> !found.hasEnded() && isStillGone(tx, found));
        now.ifPresent(gone -> bidFarewellTo(tx, gone));
        return now.isPresent();
    }

    private void bidFarewellTo(Tx tx, Instance gone) {
        if (gone.isChild()) {
            List<String> lines = endings.childOver(tx, gone);
            lines.forEach(line -> rooms.notices().owe(tx, gone.holder(), line));
        } else {
            farewell.bid(tx, gone, gone.process().isPresent() ? "its process is gone" : "its registration lapsed");
        }
    }

    private boolean isStillGone(Tx tx, Instance instance) {
        boolean lapsed =
                instance.expiresAt().isPresent() && !instance.expiresAt().get().isAfter(tx.now());
        return lapsed || rooms.instances().life(instance) == Life.DEAD;
    }

    private int expire() {
        int expired = 0;
        for (ProjectId project : rooms.store().read(tx -> rooms.locks().projectsWithExpired(tx))) {
            expired += expire(project);
        }
        return expired;
    }

    /** Writes off what has expired in one project, ahead of the next look; returns how many locks. */
    int expire(ProjectId project) {
        return rooms.store().write(tx -> expire(tx, project));
    }

    private int expire(Tx tx, ProjectId project) {
        Monitor monitor = rooms.projects().enter(tx, project);
        List<Freed> freed = rooms.locks().expire(tx, monitor);
        Tidings.free(rooms, tx, freed);
        for (Freed each : freed) {
            Instance holder = rooms.instances().get(tx, each.lock().holder());
            rooms.notices().owe(tx, holder.id(), Words.expired(Spelling.shown(rooms, tx, each.lock(), holder)));
        }
        return freed.size();
    }
}
