package dev.tutti.daemon;

import static java.util.Objects.requireNonNull;

import dev.tutti.http.Limits;
import dev.tutti.kernel.home.Build;
import dev.tutti.kernel.id.Ids;
import dev.tutti.kernel.log.Secrets;
import dev.tutti.kernel.time.Ticker;

/**
 * What a daemon finds around itself.
 *
 * @param build which program it is
 * @param pid its process
 * @param limits the bounds of its door
 * @param secrets what its log must hide; the token is added to it
 */
public record Surroundings(Ticker ticker, Ids ids, Build build, long pid, Limits limits, Secrets secrets) {

    public Surroundings {
        requireNonNull(ticker, "ticker");
        requireNonNull(ids, "ids");
        requireNonNull(build, "build");
        requireNonNull(limits, "limits");
        requireNonNull(secrets, "secrets");
    }
}
