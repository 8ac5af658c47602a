package dev.tutti.cli;

import dev.tutti.flows.MessageVerbs;
import dev.tutti.flows.MessageVerbs.Acknowledgement;
import dev.tutti.flows.MessageVerbs.Inbox;
import dev.tutti.flows.MessageVerbs.Note;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.messages.Delivery;
import dev.tutti.messages.Letter;
import dev.tutti.messages.Message;
import dev.tutti.messages.MessageId;
import dev.tutti.messages.MessageOutcome;
import dev.tutti.messages.MessageOutcome.Faulty;
import dev.tutti.messages.MessageOutcome.Full;
import dev.tutti.messages.MessageOutcome.Sent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code tutti message} and its verbs. */
final class MessageCommands {

    static final int LIMIT_MAX = 1_000;

    private static final String TEXT = "what it says; several words make one text; - alone reads standard input";

    private MessageCommands() {}

    /** What stands below {@code tutti message}, in the order of its help. */
    static Map<String, Function<Call, Object>> verbs() {
        Map<String, Function<Call, Object>> verbs = new LinkedHashMap<>();
        verbs.put("send", call -> new Send(call));
        verbs.put("inbox", call -> new InboxCommand(call));
        verbs.put("reply", call -> new Reply(call));
        verbs.put("ack", call -> new Ack(call));
        verbs.put("status", call -> new MessageReads.Status(call));
        verbs.put("thread", call -> new MessageReads.Thread(call));
        return verbs;
    }

    @Command(
            name = "message",
            description =
                    "Notes to each other: an instance gets one with its next answer, and you see how far each came.",
            footer = {"", "Example: tutti message send B \"The schema is in main\""})
    static final class MessageCommand extends Basics {

        MessageCommand(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return call.fail(
                    ExitCode.USAGE,
                    "tutti message needs a verb: " + String.join(", ", verbs().keySet())
                            + "\n  Next step: tutti message --help");
        }
    }

    /** What sends something. */
    abstract static class Sending extends Basics.AsSomebody implements Changes {

        @Parameters(index = "1", arity = "1..*", paramLabel = "TEXT", description = TEXT)
        List<String> text = List.of();

        @Option(
                names = "--deadline",
                paramLabel = "DURATION",
                converter = Durations.class,
                description = "you are told who has not seen it by then")
        Optional<Duration> deadline = Optional.empty();

        Sending(Call call) {
            super(call);
        }

        /** The same request may come twice, when the daemon dies between storing and answering: it sends once. */
        final Note note() {
            String said = text.equals(List.of(PoolCommands.STANDARD_INPUT))
                    ? PoolCommands.input(call)
                    : String.join(" ", text);
            return new Note(
                    Foreign.text(said).strip(),
                    deadline,
                    call.verb().request().map(request -> "request " + request).orElse(""));
        }

        final int said(MessageOutcome outcome) {
            return switch (outcome) {
                case Sent(Message message, List<Delivery> deliveries) -> {
                    if (json) {
                        call.json(MessageShapes.message(call, message, deliveries));
                    } else {
                        call.line(message.id().publicId() + " is queued for " + names(deliveries));
                    }
                    yield ExitCode.DONE;
                }
                case Faulty(List<String> faults) ->
                    call.fail(
                            ExitCode.USAGE,
                            "nothing was sent: " + String.join("; ", faults)
                                    + "\n  Next step: tutti message send --help shows what may stand where");
                case Full full ->
                    call.fail(
                            ExitCode.FAILED,
                            "nothing was sent: " + full.recipient().name() + " has " + full.unread()
                                    + " messages that it has not seen"
                                    + "\n  Next step: tutti instances shows whether it still works");
            };
        }

        private static String names(List<Delivery> deliveries) {
            return deliveries.stream().map(Delivery::recipientName).collect(Collectors.joining(", "));
        }
    }

    @Command(
            name = "send",
            description = {
                "Send a note to an instance or a person. An instance gets it with the answer to its next prompt or tool call, a "
                        + "person with tutti message inbox.",
                "TO is a name or id, @all for all who are here but persons, @people for the persons, or @ROLE for all who have "
                        + "that role."
            },
            footer = {
                "",
                "Example: tutti message send B \"The schema is in main\"",
                "Example: tutti message send @all \"I take the test database down until 14:30\" --deadline 10m"
            })
    static final class Send extends Sending {

        @Parameters(
                index = "0",
                paramLabel = "TO",
                completionCandidates = Candidates.Instances.class,
                description = "a name, an id, @all, @people or @ROLE")
        private String to = "";

        Send(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return said(call.desk().flows().messages().send(call.asker(as), to, note()));
        }
    }

    @Command(
            name = "reply",
            description = "Answer a message in its conversation; that acknowledges it.",
            footer = {"", "Example: tutti message reply msg-5 \"Done, pushed to main\""})
    static final class Reply extends Sending {

        @Parameters(index = "0", paramLabel = "ID", description = "the message, such as msg-5")
        private String id = "";

        Reply(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return MessageId.of(id)
                    .flatMap(known -> call.desk().flows().messages().reply(call.asker(as), known, note()))
                    .map(this::said)
                    .orElseGet(() -> unknown(call, id));
        }
    }

    @Command(
            name = "ack",
            description = "Say that you have a message; its sender is told.",
            footer = {"", "Example: tutti message ack msg-5"})
    static final class Ack extends Basics.AsSomebody implements Changes {

        @Parameters(index = "0", paramLabel = "ID", description = "the message, such as msg-5")
        private String id = "";

        Ack(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Acknowledgement outcome = MessageId.of(id)
                    .map(known -> call.desk().flows().messages().acknowledge(call.asker(as), known))
                    .orElse(Acknowledgement.UNKNOWN);
            return switch (outcome) {
                case UNKNOWN -> unknown(call, id);
                case NOT_TO_ASKER ->
                    call.fail(
                            ExitCode.FAILED,
                            id + " is not to you\n  Next step: tutti message inbox --seen shows those that are");
                case DONE, DONE_BEFORE -> {
                    if (json) {
                        ObjectNode document = call.object();
                        document.put("id", id);
                        document.put("acknowledged_before", outcome == Acknowledgement.DONE_BEFORE);
                        call.json(document);
                    } else {
                        call.line(id
                                + (outcome == Acknowledgement.DONE ? " is acknowledged" : " was acknowledged before"));
                    }
                    yield ExitCode.DONE;
                }
            };
        }
    }

    @Command(
            name = "inbox",
            description = {
                "The messages to you that you have not seen, oldest first; with --json one document a line.",
                "They count as seen then. Sessions get theirs with their answers and need not look."
            },
            footer = {"", "Example: tutti message inbox"})
    static final class InboxCommand extends Basics.AsSomebody implements Changes {

        @Option(names = "--seen", description = "also those that you have seen, the newest first")
        private boolean seen;

        @Option(names = "--limit", paramLabel = "N", description = PoolCommands.LIMIT)
        private int limit = 50;

        InboxCommand(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            if (limit < 1 || limit > LIMIT_MAX) {
                return call.fail(
                        ExitCode.USAGE,
                        "--limit is 1 to " + LIMIT_MAX + "\n  Next step: tutti message inbox --limit 50");
            }
            MessageVerbs verbs = call.desk().flows().messages();
            if (json) {
                verbs.letters(call.asker(as), seen, limit)
                        .forEach(letter -> call.json(MessageShapes.letter(call, letter)));
                return ExitCode.DONE;
            }
            Inbox inbox = verbs.inbox(call.asker(as), seen, limit);
            for (Letter letter : inbox.letters()) {
                call.line(MessageShapes.line(call, letter.message())
                        + (seen ? " (" + letter.delivery().state().word() + ")" : ""));
            }
            inbox.words().forEach(call::line);
            if (inbox.letters().isEmpty() && inbox.words().isEmpty()) {
                call.line(seen ? "No message was ever sent to you here." : "Nothing new.");
            }
            return ExitCode.DONE;
        }
    }

    static int unknown(Call call, String id) {
        return call.fail(
                ExitCode.FAILED,
                "there is no message " + Foreign.quoted(id, 60) + " in this project"
                        + "\n  Next step: tutti message status lists yours, tutti message inbox --seen those to you");
    }
}
