package dev.tutti.cli;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.messages.Delivery;
import dev.tutti.messages.Letter;
import dev.tutti.messages.Message;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages as JSON and as lines. */
final class MessageShapes {

    private static final int TEXT_MAX = 2_000;

    private MessageShapes() {}

    /** A message and how far it came to each. */
    static ObjectNode message(Call call, Message message, List<Delivery> deliveries) {
        ObjectNode json = message(call, message);
        ArrayNode array = json.putArray("deliveries");
        deliveries.forEach(delivery -> array.add(delivery(call, delivery)));
        return json;
    }

    /** A message as one of those got it whom it is for. */
    static ObjectNode letter(Call call, Letter letter) {
        ObjectNode json = message(call, letter.message());
        json.set("delivery", delivery(call, letter.delivery()));
        return json;
    }

    private static ObjectNode message(Call call, Message message) {
        ObjectNode json = call.object();
        json.put("id", message.id().publicId());
        json.put("thread", message.thread().publicId());
        message.answers().ifPresent(answered -> json.put("answers", answered.publicId()));
        json.put("from", instance(call, message.sender()).publicId());
        json.put("from_name", message.senderName());
        json.put("to", message.addressed());
        json.put("text", message.text());
        json.put("at", When.absolute(message.at()));
        message.deadline().ifPresent(at -> json.put("deadline_at", When.absolute(at)));
        return json;
    }

    private static ObjectNode delivery(Call call, Delivery delivery) {
        ObjectNode json = call.object();
        json.put("to", instance(call, delivery.recipient()).publicId());
        json.put("to_name", delivery.recipientName());
        json.put("state", delivery.state().word());
        if (!delivery.carrier().isEmpty()) {
            json.put("carrier", delivery.carrier());
        }
        delivery.injectedAt().ifPresent(at -> json.put("injected_at", When.absolute(at)));
        delivery.seenAt().ifPresent(at -> json.put("seen_at", When.absolute(at)));
        delivery.acknowledgedAt().ifPresent(at -> json.put("acknowledged_at", When.absolute(at)));
        if (!delivery.missed().isEmpty()) {
            json.put("missed", delivery.missed());
        }
        return json;
    }

    /** Whose words they are, and that they are somebody's: agents read this too. */
    static String line(Call call, Message message) {
        return message.id().publicId() + " from " + Foreign.label(message.senderName(), 60)
                + message.answers()
                        .map(answered -> ", in answer to " + answered.publicId())
                        .orElse("")
                + (message.addressed().startsWith("@") ? ", to " + Foreign.label(message.addressed(), 80) : "") + ", "
                + When.relative(message.at(), call.desk().rooms().store().read(tx -> tx.now())) + ": "
                + Foreign.quoted(message.text(), TEXT_MAX);
    }

    private static Instance instance(Call call, InstanceId id) {
        return call.desk()
                .rooms()
                .store()
                .read(tx -> call.desk().rooms().instances().get(tx, id));
    }
}
