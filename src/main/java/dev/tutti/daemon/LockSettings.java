package dev.tutti.daemon;

import dev.tutti.flows.FlowSettings;
import dev.tutti.flows.PathGlob;
import dev.tutti.flows.Priorities;
import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.config.Numbered;
import dev.tutti.locks.Hold;
import dev.tutti.locks.OtherTree;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns settings into the plain values that flows work with. */
final class LockSettings {

    private LockSettings() {}

    static FlowSettings of(long host, Configuration configuration) {
        return new FlowSettings(
                host,
                Hold.valueOf(configuration.get(Settings.LOCKS_HOLD).toUpperCase(Locale.ROOT)),
                configuration.get(Settings.LOCKS_STRENGTH).equals("hard"),
                OtherTree.valueOf(configuration.get(Settings.LOCKS_OTHER_TREE).toUpperCase(Locale.ROOT)),
                configuration.get(Settings.LOCKS_DEFAULT_TTL),
                configuration.get(Settings.LIVE_FOR),
                priorities(configuration),
                configuration.get(Settings.LOCKS_FAIL_CLOSED).stream()
                        .flatMap(text -> PathGlob.parse(text).stream())
                        .toList(),
                PoolKeys.of(configuration),
                MessageKeys.of(configuration),
                configuration.get(PoolKeys.CRITICAL).stream()
                        .flatMap(text -> PathGlob.parse(text).stream())
                        .toList());
    }

    private static Priorities priorities(Configuration configuration) {
        Map<String, Integer> roles = new HashMap<>();
        for (Numbered each : configuration.get(Settings.LOCKS_PRIORITY_ROLES)) {
            roles.merge(each.text(), Math.toIntExact(each.number()), Math::max);
        }
        List<Priorities.OfPath> paths = configuration.get(Settings.LOCKS_PRIORITY_PATHS).stream()
                .flatMap(each -> PathGlob.parse(each.text()).stream()
                        .map(glob -> new Priorities.OfPath(glob, Math.toIntExact(each.number()))))
                .toList();
        return new Priorities(roles, paths);
    }
}
