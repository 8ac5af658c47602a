package dev.tutti.bench;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds how often every kind of process is run
 * @param loop how long the open loop runs
 * @param starts how often the daemon is started
 * @param idle how long it is left alone before its memory is read
 */
record Plan(int rounds, Duration loop, int starts, Duration idle) {

    static Plan of(List<String> arguments) {
        Plan plan = new Plan(100, Duration.ofSeconds(10), 10, Duration.ofSeconds(30));
        for (String argument : arguments) {
            plan = switch (argument) {
                case "--quick" -> new Plan(20, Duration.ofSeconds(3), 3, Duration.ofSeconds(3));
                case "--long" -> new Plan(plan.rounds, plan.loop, plan.starts, Duration.ofMinutes(5));
                default -> throw new IllegalArgumentException("unknown: " + argument + "; see --help");
            };
        }
        return plan;
    }
}
