package dev.tutti.cli;

import java.util.List;
import java.util.stream.Stream;

/** How commands on what the others know end, one after the other in a project that is at work: pool, decisions, messages. */
final class KnowledgeEndings {

    private static final List<Ending> POOL = List.of(
            new Ending(64, "pool"),
            new Ending(0, "pool", "query"),
            new Ending(64, "pool", "query", "--since", "1w"),
            new Ending(64, "pool", "query", "--action", "sung"),
            new Ending(64, "pool", "query", "--limit", "0"),
            new Ending(0, "pool-query", "--all"),
            new Ending(0, "pool", "post", "claimed", "Parser"),
            new Ending(64, "pool", "post", "claimed"),
            new Ending(64, "pool", "post", "claimed", "Parser", "--ttl", "0s"),
            new Ending(1, "pool", "post", "-"),
            new Ending(0, "pool", "resolve", "pool-1"),
            new Ending(0, "pool", "resolve", "pool-1"),
            new Ending(1, "pool", "resolve", "pool-99"),
            new Ending(1, "pool", "resolve", "Parser"),
            new Ending(64, "pool", "resolve"),
            new Ending(1, "pool", "lint", "-"),
            new Ending(64, "pool", "lint", "answer.md"),
            new Ending(0, "pool", "import", "-"),
            new Ending(64, "pool", "import", "file.jsonl"),
            new Ending(0, "why", "pool-1", "--for", "A"),
            new Ending(1, "why", "pool-1", "--for", "nobody"));

    private static final List<Ending> DECISIONS = List.of(
            new Ending(64, "decision"),
            new Ending(0, "decision", "list"),
            new Ending(0, "decision", "add", "testing", "Two databases"),
            new Ending(64, "decision", "add", "testing"),
            new Ending(64, "decision", "add", "singing", "Two databases"),
            new Ending(64, "decision", "add", "testing", "x".repeat(101)),
            new Ending(0, "decision", "propose", "testing", "Three databases"),
            new Ending(0, "decision", "accept", "DEC-20260101-0002"),
            new Ending(1, "decision", "accept", "DEC-20260101-0002"),
            new Ending(1, "decision", "accept", "DEC-20260101-0099"),
            new Ending(0, "decision", "implement", "DEC-20260101-0002"),
            new Ending(0, "decision", "supersede", "DEC-20260101-0001", "DEC-20260101-0002"),
            new Ending(1, "decision", "supersede", "DEC-20260101-0001", "DEC-20260101-0099"),
            new Ending(0, "decision", "deprecate", "DEC-20260101-0002"),
            new Ending(0, "decision", "show", "DEC-20260101-0001"),
            new Ending(1, "decision", "show", "nothing"),
            new Ending(0, "decision", "search", "databases"),
            new Ending(64, "decision", "list", "--limit", "0"),
            new Ending(64, "decision", "list", "--status", "sung"),
            new Ending(0, "decision", "archive", "--keep", "1"),
            new Ending(64, "decision", "archive"),
            new Ending(64, "decision", "archive", "--keep", "-1"),
            new Ending(0, "decision", "export"));

    private static final List<Ending> MESSAGES = List.of(
            new Ending(64, "message"),
            new Ending(0, "message", "inbox"),
            new Ending(0, "message", "inbox", "--seen"),
            new Ending(64, "message", "inbox", "--limit", "0"),
            new Ending(0, "message", "status"),
            new Ending(0, "message", "send", "A", "hello"),
            new Ending(1, "message", "send", "nobody", "hello"),
            new Ending(1, "message", "send", "@nothing", "hello"),
            new Ending(64, "message", "send", "A"),
            new Ending(64, "message", "send", "A", "x".repeat(2_001)),
            new Ending(64, "message", "send", "A", "hello", "--deadline", "0s"),
            new Ending(0, "message", "status", "msg-1"),
            new Ending(1, "message", "status", "msg-99"),
            new Ending(64, "message", "status", "--limit", "0"),
            new Ending(0, "message", "reply", "msg-1", "hello", "--as", "A"),
            new Ending(1, "message", "reply", "msg-99", "hello"),
            new Ending(0, "message", "ack", "msg-1", "--as", "A"),
            new Ending(1, "message", "ack", "msg-1", "--as", "B"),
            new Ending(1, "message", "ack", "first"),
            new Ending(0, "message", "thread", "msg-2"),
            new Ending(1, "message", "thread", "msg-99"));

    static final List<Ending> ALL =
            Stream.of(POOL, DECISIONS, MESSAGES).flatMap(List::stream).toList();

    private KnowledgeEndings() {}

    /** A command and its exit code. */
    record Ending(int code, String... words) {}
}
