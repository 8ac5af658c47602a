package dev.tutti.cli;

import dev.tutti.flows.People;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.messages.Delivery;
import dev.tutti.messages.Message;
import dev.tutti.messages.MessageId;
import dev.tutti.projects.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Those verbs of {@code tutti message} that change nothing. */
final class MessageReads {

    private static final int REMINDER_MAX = 60;
    private static final int CARRIER_MAX = 80;

    private MessageReads() {}

    /** A message and how far it came. */
    private record Known(Message message, List<Delivery> deliveries) {}

    @Command(
            name = "status",
            description =
                    "How far a message came: queued, injected with which answer, seen, acknowledged, or not reached; "
                            + "without an id the newest that you sent, with --json one document a line.",
            footer = {"", "Example: tutti message status msg-5"})
    static final class Status extends Basics.AsSomebody {

        @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "the message, such as msg-5")
        private Optional<String> id = Optional.empty();

        @Option(names = "--limit", paramLabel = "N", description = PoolCommands.LIMIT)
        private int limit = 50;

        @Mixin
        private Times times = new Times();

        Status(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            if (limit < 1 || limit > MessageCommands.LIMIT_MAX) {
                return call.fail(
                        ExitCode.USAGE,
                        "--limit is 1 to " + MessageCommands.LIMIT_MAX
                                + "\n  Next step: tutti message status --limit 50");
            }
            return id.map(this::one).orElseGet(this::sent);
        }

        private int one(String wanted) {
            Optional<Call.Seen<Optional<Known>>> found = see((tx, standing) -> MessageId.of(wanted)
                    .flatMap(known -> call.desk().flows().messages().find(tx, call.asker(as), standing, known))
                    .map(message -> known(tx, message)));
            Optional<Known> known = found.flatMap(Call.Seen::what);
            if (known.isEmpty()) {
                return MessageCommands.unknown(call, wanted);
            }
            if (json) {
                call.json(MessageShapes.message(
                        call, known.get().message(), known.get().deliveries()));
                return ExitCode.DONE;
            }
            call.line(MessageShapes.line(call, known.get().message()));
            Table table = new Table("TO", "STATE", "WHEN", "CARRIED BY");
            for (Delivery delivery : known.get().deliveries()) {
                table.row(
                        delivery.recipientName(),
                        state(delivery),
                        since(delivery, known.get().message())
                                .map(at -> times.at(at, found.get().at()))
                                .orElse("-"),
                        delivery.carrier().isEmpty() ? "-" : Foreign.line(delivery.carrier(), CARRIER_MAX));
            }
            call.show(table);
            return ExitCode.DONE;
        }

        private int sent() {
            Optional<Call.Seen<List<Known>>> found =
                    see((tx, standing) -> self(tx, standing)
                            .map(self -> call.desk().flows().messages().sent(tx, self, limit))
                            .orElse(List.of())
                            .stream()
                            .map(message -> known(tx, message))
                            .toList());
            List<Known> sent = found.map(Call.Seen::what).orElse(List.of());
            if (json) {
                sent.forEach(each -> call.json(MessageShapes.message(call, each.message(), each.deliveries())));
                return ExitCode.DONE;
            }
            if (sent.isEmpty()) {
                call.line("You have sent no message here.");
                return ExitCode.DONE;
            }
            Table table = new Table("ID", "SENT", "TO", "STATE", "TEXT");
            for (Known each : sent) {
                table.row(
                        each.message().id().publicId(),
                        times.at(each.message().at(), found.get().at()),
                        Foreign.line(each.message().addressed(), 40),
                        counts(each.deliveries()),
                        Foreign.line(each.message().text(), REMINDER_MAX));
            }
            call.show(table);
            return ExitCode.DONE;
        }

        private Optional<Instance> self(Tx tx, Standing standing) {
            People people = call.desk().flows().people();
            return people.find(tx, call.asker(as), Optional.of(standing));
        }

        private Known known(Tx tx, Message message) {
            return new Known(message, call.desk().rooms().messages().deliveries(tx, message));
        }

        private <T> Optional<Call.Seen<T>> see(BiFunction<Tx, Standing, T> look) {
            return call.see(look);
        }

        private static String counts(List<Delivery> deliveries) {
            return deliveries.stream()
                    .collect(Collectors.groupingBy(Status::state, java.util.TreeMap::new, Collectors.counting()))
                    .entrySet()
                    .stream()
                    .map(each -> deliveries.size() == 1 ? each.getKey() : each.getValue() + " " + each.getKey())
                    .collect(Collectors.joining(", "));
        }

        private static String state(Delivery delivery) {
            boolean missed = !delivery.missed().isEmpty() && !delivery.state().isReached();
            return missed
                    ? "not reached (" + delivery.missed() + ")"
                    : delivery.state().word();
        }

        /** When it came to be in the state it is in. */
        private static Optional<Instant> since(Delivery delivery, Message message) {
            return switch (delivery.state()) {
                case QUEUED -> Optional.of(message.at());
                case INJECTED -> delivery.injectedAt();
                case SEEN -> delivery.seenAt();
                case ACKNOWLEDGED -> delivery.acknowledgedAt();
            };
        }
    }

    @Command(
            name = "thread",
            description = "The conversation that a message belongs to, oldest first; with --json one document a line.",
            footer = {"", "Example: tutti message thread msg-5"})
    static final class Thread extends Basics {

        @Parameters(index = "0", paramLabel = "ID", description = "the message, such as msg-5")
        private String id = "";

        Thread(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Optional<List<Known>> found = call.see((tx, standing) -> MessageId.of(id)
                            .flatMap(known -> call.desk()
                                    .flows()
                                    .messages()
                                    .find(tx, call.asker(Optional.empty()), standing, known))
                            .map(message ->
                                    call
                                            .desk()
                                            .rooms()
                                            .messages()
                                            .thread(tx, message, MessageCommands.LIMIT_MAX)
                                            .stream()
                                            .map(each -> new Known(
                                                    each,
                                                    call.desk()
                                                            .rooms()
                                                            .messages()
                                                            .deliveries(tx, each)))
                                            .toList()))
                    .flatMap(Call.Seen::what);
            if (found.isEmpty()) {
                return MessageCommands.unknown(call, id);
            }
            for (Known each : found.get()) {
                if (json) {
                    call.json(MessageShapes.message(call, each.message(), each.deliveries()));
                } else {
                    call.line(When.absolute(each.message().at()) + "  " + MessageShapes.line(call, each.message()));
                }
            }
            return ExitCode.DONE;
        }
    }
}
