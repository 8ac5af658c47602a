package dev.tutti.flows;

import dev.tutti.testing.Database;
import dev.tutti.testing.StoreFixture;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A short run in every build, from seeds that stay the same. {@code -Dtutti.sim.steps=200000} makes it long,
 * {@code -Dtutti.sim.seed=7} begins with another seed, {@code -Dtutti.sim.runs=20} takes more of them,
 * {@code -Dtutti.sim.store=postgresql} takes the other database.
 */
final class SimulationTest {

    private static final int STEPS = Integer.getInteger("tutti.sim.steps", 1_500);
    private static final long SEED = Long.getLong("tutti.sim.seed", 1);
    private static final int RUNS = Integer.getInteger("tutti.sim.runs", 3);
    private static final String STORE = System.getProperty("tutti.sim.store", "sqlite");

    /** The daemon's log tells of every failure that is made here. */
    private static final Logger LOG = Logger.getLogger("dev.tutti");

    @BeforeAll
    static void quieten() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void restore() {
        LOG.setLevel(null);
    }

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + RUNS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingThatMustHoldIsEverBroken(long seed) {
        run(seed, STEPS);
    }

    private static void run(long seed, int steps) {
        System.out.println("simulation: " + steps + " steps from seed " + seed + " on " + STORE);
        try (StoreFixture fixture = new StoreFixture(Database.valueOf(STORE.toUpperCase(Locale.ROOT)))) {
            new Simulation(fixture, seed).run(steps);
        } catch (AssertionError broken) {
            throw new AssertionError("seed " + seed + ", " + broken.getMessage(), broken);
        }
    }
}
