package dev.tutti.agents.claude;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.Inbox;
import dev.tutti.kernel.socket.LocalSockets;
import java.nio.file.Path;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** This host's inbox: a socket that takes a user's message as one line of JSON. Safe from any thread. */
public final class ClaudeInbox implements Inbox {

    private final LocalSockets sockets;

    public ClaudeInbox(LocalSockets sockets) {
        this.sockets = requireNonNull(sockets, "sockets");
    }

    @Override
    public boolean say(Path inbox, String text) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("type", "user");
        line.putObject("message").put("role", "user").put("content", text);
        return sockets.write(inbox, line.toString());
    }
}
