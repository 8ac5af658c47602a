package dev.tutti.cli;

import dev.tutti.flows.LockVerbs.Answer;
import dev.tutti.flows.LockVerbs.Wider;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.locks.Lock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the verbs of {@code tutti lock} answer, in text and in JSON. */
final class LockAnswers {

    private LockAnswers() {}

    /** What was tried: how results name it, and what else can be done about a path that another has. */
    enum Deed {
        ACQUIRE("locked", "wait for it with --wait, ask with tutti why {path}, or take it by --force"),
        WAIT("locked", "ask its holder with tutti message send {holder} TEXT, or give it a longer --wait"),
        RELEASE("released", "ask with tutti why {path}, or end it all the same by --force"),
        RENEW("renewed", "wait for it with tutti lock acquire {path} --wait, or ask with tutti why {path}"),
        CHECK("checked", "wait for it with tutti lock acquire {path} --wait, or ask with tutti why {path}");

        private final String done;
        private final String next;

        Deed(String done, String next) {
            this.done = done;
            this.next = next;
        }

        /** The holder goes first: a path may have braces, a name has none. */
        String next(Answer.Held held, UnaryOperator<String> argument) {
            return next.replace("{holder}", held.holder().name()).replace("{path}", argument.apply(held.path()));
        }
    }

    /** What was tried with which paths, as they were typed. */
    record Asked(Deed deed, List<String> paths) {

        /** What finds a path from where its asker stands: what it was called, where one answer is of one path. */
        String argument(int answer, int answers, String path) {
            return Foreign.word(answers == paths.size() ? paths.get(answer) : path, 200);
        }
    }

    /** Says what came of each path; the exit code is that of the worst. */
    static int said(Call call, boolean json, List<Answer> answers, Asked asked) {
        int code = ExitCode.DONE;
        List<ObjectNode> documents = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            int at = i;
            UnaryOperator<String> argument = path -> asked.argument(at, answers.size(), path);
            Answer answer = answers.get(i);
            int own =
                    json ? document(call, answer, asked.deed(), documents) : text(call, answer, asked.deed(), argument);
            code = Math.max(code, own);
        }
        if (json) {
            ObjectNode document = call.object();
            document.put("done", code == ExitCode.DONE);
            ArrayNode array = document.putArray("results");
            documents.forEach(array::add);
            call.json(document);
        }
        return code;
    }

    private static int text(Call call, Answer answer, Deed deed, UnaryOperator<String> argument) {
        return switch (answer) {
            case Answer.Done done -> {
                for (Lock lock : done.locks()) {
                    String end = lock.expiresAt()
                            .map(at -> ", until " + When.absolute(at))
                            .filter(_ -> deed != Deed.RELEASE)
                            .orElse("");
                    call.line(deed.done + " " + Foreign.path(lock.key().path(), 200) + " as "
                            + done.actor().name() + end);
                }
                done.notes().forEach(call::line);
                yield ExitCode.DONE;
            }
            case Answer.Held held ->
                call.fail(ExitCode.HELD, held.text() + "\n  Next step: " + deed.next(held, argument));
            case Answer.NotLocked free
            when free.wider().isPresent() ->
                call.fail(ExitCode.FAILED, part(free.path(), free.wider().get()));
            case Answer.NotLocked free ->
                call.fail(
                        free.expired() ? ExitCode.EXPIRED : ExitCode.FAILED,
                        Foreign.path(free.path(), 200)
                                + (free.expired() ? " is not locked any more: its term passed" : " is not locked")
                                + "\n  Next step: tutti lock acquire " + argument.apply(free.path()));
            case Answer.Unusable unusable ->
                call.fail(
                        ExitCode.USAGE,
                        Foreign.quoted(unusable.path(), 200) + " cannot be locked: "
                                + Foreign.line(unusable.why(), 400));
        };
    }

    static String part(String path, Wider wider) {
        return Foreign.path(path, 200) + " is not locked by itself; your lock is on "
                + Foreign.path(wider.lock().key().path(), 200) + "\n  Next step: tutti lock release "
                + Foreign.word(wider.argument(), 400);
    }

    private static int document(Call call, Answer answer, Deed deed, List<ObjectNode> documents) {
        ObjectNode json = call.object();
        documents.add(json);
        return switch (answer) {
            case Answer.Done done -> {
                json.put("result", deed.done);
                json.put("instance", done.actor().publicId());
                ArrayNode locks = json.putArray("locks");
                done.locks().forEach(lock -> locks.add(Shapes.lock(lock, done.actor(), Optional.empty())));
                ArrayNode notes = json.putArray("notes");
                done.notes().forEach(notes::add);
                yield ExitCode.DONE;
            }
            case Answer.Held held -> {
                json.put("result", "held");
                json.put("path", held.path());
                json.put("holder", held.holder().publicId());
                json.put("holder_name", held.holder().name());
                json.put("text", held.text());
                yield ExitCode.HELD;
            }
            case Answer.NotLocked free -> {
                json.put("result", free.expired() ? "expired" : "not_locked");
                json.put("path", free.path());
                free.wider()
                        .ifPresent(wider -> json.put("under", wider.lock().key().path()));
                yield free.expired() ? ExitCode.EXPIRED : ExitCode.FAILED;
            }
            case Answer.Unusable unusable -> {
                json.put("result", "unusable");
                json.put("path", unusable.path());
                json.put("text", unusable.why());
                yield ExitCode.USAGE;
            }
        };
    }
}
