package dev.tutti.http;

import static java.util.Objects.requireNonNull;

/**
 * What stands behind the server.
 *
 * @param activity told of every admitted hook and command, when it arrives and when it ends; must be quick
 */
public record Doors(HookDoor hooks, VerbDoor verbs, ReplacementDoor replacement, Runnable activity) {

    public Doors {
        requireNonNull(hooks, "hooks");
        requireNonNull(verbs, "verbs");
        requireNonNull(replacement, "replacement");
        requireNonNull(activity, "activity");
    }
}
