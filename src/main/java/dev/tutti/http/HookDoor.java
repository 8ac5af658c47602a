package dev.tutti.http;

import dev.tutti.kernel.time.Deadline;
import java.util.Map;

/** Answers one hook event of an agent. Called on many threads at a time, most of them {@link
 * dev.tutti.kernel.store.StoreThread}s. */
@FunctionalInterface
public interface HookDoor {

    /**
     * @param agent the host's kind, such as {@code claude}: lower-case letters, digits, dashes
     * @param environment what the launcher sent of the host's environment; empty for a host's own HTTP hook
     * @param body the event's bytes as the host wrote them, at most {@link Limits#hookBodyBytes()}
     * @param deadline when the answer stops being useful; a later one is thrown away
     * @return what the host gets, and what is done after that. A throw is answered as {@link #withoutAnswer} says
     */
    HookAnswer answer(String agent, Map<String, String> environment, byte[] body, Deadline deadline);

    /**
     * What is sent when {@link #answer} threw or was too late; must be quick. The default is nothing: the call goes on.
     *
     * @return the exact bytes for the host; a throw is answered with nothing
     */
    default byte[] withoutAnswer(String agent, Map<String, String> environment, byte[] body) {
        return new byte[0];
    }
}
