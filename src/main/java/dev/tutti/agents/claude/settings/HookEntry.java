package dev.tutti.agents.claude.settings;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One entry of Tutti under one event: a matcher group of its own with one command.
 *
 * @param event the client's name of the event
 * @param matcher tool names joined by {@code |}; absent for all
 * @param command the program, or a line for {@code sh} when there are no arguments
 * @param arguments with them the client starts the program itself, without a shell
 * @param timeoutSeconds after which the client goes on without an answer
 */
record HookEntry(String event, Optional<String> matcher, String command, List<String> arguments, int timeoutSeconds) {

    HookEntry {
        requireNonNull(event, "event");
        requireNonNull(matcher, "matcher");
        requireNonNull(command, "command");
        arguments = List.copyOf(arguments);
    }

    /** The matcher group as it is written: on one line, so that a person can read what thirteen events add. */
    Draft group() {
        List<Draft.Entry> entries = new ArrayList<>();
        matcher.ifPresent(tools -> entries.add(new Draft.Entry("matcher", new Draft.Text(tools))));
        entries.add(new Draft.Entry("hooks", new Draft.Listing(List.of(handler()))));
        return new Draft.Line(new Draft.Mapping(entries));
    }

    private Draft handler() {
        List<Draft.Entry> entries = new ArrayList<>();
        entries.add(new Draft.Entry("type", new Draft.Text("command")));
        entries.add(new Draft.Entry("command", new Draft.Text(command)));
        if (!arguments.isEmpty()) {
            List<Draft> written = arguments.stream().<Draft>map(Draft.Text::new).toList();
            entries.add(new Draft.Entry("args", new Draft.Listing(written)));
        }
        entries.add(new Draft.Entry("timeout", new Draft.Count(timeoutSeconds)));
        return new Draft.Mapping(entries);
    }
}
