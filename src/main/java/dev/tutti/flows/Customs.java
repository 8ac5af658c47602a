package dev.tutti.flows;

import dev.tutti.kernel.config.Reading;
import dev.tutti.projects.Ground;
import java.util.Optional;

/** Which settings are in force where: a project may have some of its own. Safe from any thread; never throws. */
public interface Customs {

    /** Those of the user, outside of any project. */
    FlowSettings usual();

    /** Those on a ground. Asked before every edit: costs one look at a file. */
    FlowSettings on(Ground ground);

    /** What came of reading the settings on a ground, for people; empty where a project has none of its own. */
    Optional<Reading> reading(Ground ground);

    /** The same everywhere. */
    static Customs of(FlowSettings settings) {
        return new Customs() {
            @Override
            public FlowSettings usual() {
                return settings;
            }

            @Override
            public FlowSettings on(Ground ground) {
                return settings;
            }

            @Override
            public Optional<Reading> reading(Ground ground) {
                return Optional.empty();
            }
        };
    }
}
