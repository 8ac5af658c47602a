package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.instances.Presence;
import dev.tutti.instances.PresenceRules;
import dev.tutti.kernel.process.Life;
import dev.tutti.kernel.store.Tx;

/** How present an instance is, from all the evidence there is. Changes nothing. */
public final class Presences {

    private final Rooms rooms;
    private final FlowSettings settings;

    Presences(Rooms rooms, FlowSettings settings) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.settings = requireNonNull(settings, "settings");
    }

    /** The presence of an instance now; a child is as present as its session at most. */
    public Presence of(Tx tx, Instance instance) {
        Life life = rooms.instances().life(instance);
        if (instance.parent().isPresent()) {
            life = rooms.instances().life(rooms.instances().get(tx, instance.holder()));
        }
        boolean vouched = !rooms.hosts().hasLapsed(tx, instance.host());
        return PresenceRules.judge(instance, new PresenceRules.Evidence(life, vouched), tx.now(), settings.liveFor());
    }
}
