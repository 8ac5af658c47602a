package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.pool.Pool.Author;
import dev.tutti.pool.PoolDraft;
import dev.tutti.pool.PoolOutcome;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import java.time.Duration;
import java.util.Optional;

/** Posts what Tutti noticed by itself, of one kind and author not too often. Safe from any thread. */
final class AutomaticPosts {

    private final Rooms rooms;
    private final Customs customs;

    AutomaticPosts(Rooms rooms, Customs customs) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.customs = requireNonNull(customs, "customs");
    }

    /**
     * Who did something, and where.
     *
     * @param author the session, which may have ended meanwhile: then nobody says it
     */
    record Deed(InstanceId author, ProjectId project, Ground ground) {
        Deed {
            requireNonNull(author, "author");
            requireNonNull(project, "project");
            requireNonNull(ground, "ground");
        }
    }

    /** In a transaction of its own. */
    void post(Deed deed, PoolDraft draft) {
        Duration usual = customs.on(deed.ground()).pool().usualTtl();
        rooms.store().write(tx -> {
            Monitor monitor = rooms.projects().enter(tx, deed.project());
            Instance author = rooms.instances().get(tx, deed.author());
            boolean posts = !author.hasEnded() && !rooms.pool().isTooSoon(tx, deed.project(), author, draft);
            return posts
                    ? Optional.of(rooms.pool().post(tx, monitor, draft, Author.of(tx, author), usual))
                    : Optional.<PoolOutcome>empty();
        });
    }
}
