package dev.tutti.testing.realclient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where the real client is: {@code TUTTI_CLAUDE_BIN}, else what {@code .ci/real-client} fetched. */
public final class RealClient {

    private static final String SKIPPED = "skipped: the real client is not here; run .ci/real-client";

    private RealClient() {}

    /** The client's binary, if it can be had. */
    public static Optional<Path> find() {
        Stream<Path> places = Stream.concat(
                Stream.ofNullable(System.getenv("TUTTI_CLAUDE_BIN")).map(Path::of),
                Stream.of(checkout().resolve("target/real-client/claude")));
        return places.filter(Files::isExecutable).map(Path::toAbsolutePath).findFirst();
    }

    /** The client's binary; without it the calling test is skipped, and that is printed. */
    public static Path orSkip() {
        Optional<Path> found = find();
        if (found.isEmpty()) {
            System.out.println(SKIPPED);
        }
        Assumptions.assumeTrue(found.isPresent(), SKIPPED);
        return found.orElseThrow();
    }

    /** The folder of the checkout the tests run in. */
    public static Path checkout() {
        return Path.of("").toAbsolutePath();
    }
}
