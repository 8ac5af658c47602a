package dev.tutti.http;

import static java.util.Objects.requireNonNull;

/**
 * What a hook is answered.
 *
 * @param bytes exactly what the host gets; empty for nothing to say
 * @param lost what is to do when the host did not get them: they came too late, or it went away; must not throw
 * @param afterwards what is left to do in any case, on the same thread; must not throw
 */
public record HookAnswer(byte[] bytes, Runnable lost, Runnable afterwards) {

    public HookAnswer {
        requireNonNull(bytes, "bytes");
        requireNonNull(lost, "lost");
        requireNonNull(afterwards, "afterwards");
    }

    /** One that leaves nothing to do. */
    public static HookAnswer of(byte[] bytes) {
        return new HookAnswer(bytes, () -> {}, () -> {});
    }
}
