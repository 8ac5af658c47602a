package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.instances.Presence;
import dev.tutti.instances.PresenceRules;
import dev.tutti.instances.Turn;
import dev.tutti.kernel.process.Life;
import dev.tutti.kernel.store.Tx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        return together(tx, Map.of()).of(instance);
    }

    /** The presence of many: what they share is asked once. */
    Together together(Tx tx, Map<InstanceId, Instance> known) {
        return new Together(tx, known);
    }

    /** Judges within one transaction. For one thread. */
    final class Together {

        private final Tx tx;
        private final Map<InstanceId, Instance> known;
        private final Map<Long, Boolean> vouched = new HashMap<>();
        private Optional<Set<InstanceId>> calling = Optional.empty();

        private Together(Tx tx, Map<InstanceId, Instance> known) {
            this.tx = requireNonNull(tx, "tx");
            this.known = requireNonNull(known, "known");
        }

        Presence of(Instance instance) {
            boolean watched = vouched.computeIfAbsent(instance.host(), _ -> isVouched(tx, instance));
            PresenceRules.Evidence evidence = new PresenceRules.Evidence(life(instance), watched, isCalling(instance));
            return PresenceRules.judge(instance, evidence, tx.now(), settings.liveFor());
        }

        private Life life(Instance instance) {
            if (instance.parent().isEmpty()) {
                return rooms.instances().life(instance);
            }
            Instance session = known.get(instance.holder());
            return rooms.instances()
                    .life(session != null ? session : rooms.instances().get(tx, instance.holder()));
        }

        private boolean isCalling(Instance instance) {
            if (instance.turn() != Turn.RUNNING) {
                return false;
            }
            Set<InstanceId> all = calling.orElseGet(() -> rooms.locks().calling(tx));
            calling = Optional.of(all);
            return all.contains(instance.id());
        }
    }
}
