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

    /** Whether the daemon that watches an instance is there; whoever asks this one knows that it is. */
    boolean isVouched(Tx tx, Instance instance) {
        return instance.host() == settings.host() || !rooms.hosts().hasLapsed(tx, instance.host());
    }

    /** The presence of an instance now; a child is as present as its session at most. */
    public Presence of(Tx tx, Instance instance) {
        Life life = rooms.instances().life(instance);
        if (instance.parent().isPresent()) {
            life = rooms.instances().life(rooms.instances().get(tx, instance.holder()));
        }
        boolean vouched = isVouched(tx, instance);
        boolean calling = rooms.locks().pending(tx, instance.holder()).stream()
                .anyMatch(call -> call.actor().equals(instance.id()));
        PresenceRules.Evidence evidence = new PresenceRules.Evidence(life, vouched, calling);
        return PresenceRules.judge(instance, evidence, tx.now(), settings.liveFor());
    }
}
