package dev.tutti.http;

import static java.util.Objects.requireNonNull;

/**
 * What a server is made with.
 *
 * @param token the secret every request must carry
 * @param build the id that {@code GET /health} names
 * @param limits its bounds
 */
public record ServerPlan(String token, String build, Limits limits) {

    public ServerPlan {
        requireNonNull(token, "token");
        requireNonNull(build, "build");
        requireNonNull(limits, "limits");
    }

    @Override
    public String toString() {
        return "build " + build + ", " + limits;
    }
}
