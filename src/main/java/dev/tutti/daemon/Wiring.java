package dev.tutti.daemon;

import dev.tutti.http.HookDoor;
import dev.tutti.http.VerbDoor;
import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.home.Resident;
import dev.tutti.kernel.home.StopCause;
import dev.tutti.kernel.home.StopReason;
import java.util.List;

/** Puts the rooms, flows and doors together. */
final class Wiring {

    private Wiring() {}

    static Ensemble open(Resident resident, Configuration configuration) {
        return new Ensemble() {
            @Override
            public HookDoor hooks() {
                return (agent, environment, body, deadline) -> new byte[0];
            }

            @Override
            public VerbDoor verbs() {
                return (call, out) -> {
                    if (call.arguments().equals(List.of("down"))) {
                        resident.askToStop(new StopReason(StopCause.ASKED, "asked by tutti down"));
                        out.out("stopping\n");
                        return 0;
                    }
                    out.out("tutti " + resident.entry().build().version() + " (build "
                            + resident.entry().build().id() + ")\n");
                    return 0;
                };
            }

            @Override
            public int liveInstances() {
                return 0;
            }

            @Override
            public void close() {}
        };
    }
}
