package dev.tutti.http;

import static java.util.Objects.requireNonNull;

/**
 * What a hook is answered.
 *
 * @param bytes exactly what the host gets; empty for nothing to say
 * @param afterwards what is left to do once the host has its answer, on the same thread; must not throw
 */
public record HookAnswer(byte[] bytes, Runnable afterwards) {

    public HookAnswer {
        requireNonNull(bytes, "bytes");
        requireNonNull(afterwards, "afterwards");
    }

    /** One that leaves nothing to do. */
    public static HookAnswer of(byte[] bytes) {
        return new HookAnswer(bytes, () -> {});
    }
}
