package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.HookEvent;
import dev.tutti.agents.HookEvent.BeforeTool;
import dev.tutti.agents.HookReply;
import dev.tutti.agents.Tool;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Grounds.Survey;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The edits that must not go on when nobody can say who else is at the file: everything else does. Looks at the disk alone,
 * since it is asked when the store has failed. Safe from any thread.
 */
final class FailClosed {

    private final Rooms rooms;
    private final Customs customs;

    FailClosed(Rooms rooms, Customs customs) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.customs = requireNonNull(customs, "customs");
    }

    /** What an event is answered that could not be judged, if it must not go on. */
    Optional<HookReply> refusal(HookEvent event, String why) {
        if (event instanceof BeforeTool before && before.tool().tool() instanceof Tool.Edit edit) {
            Path directory = Arrivals.directory(before.call());
            return edit.paths().stream()
                    .flatMap(path -> closed(path, directory).stream())
                    .findFirst()
                    .map(path -> HookReply.refuse(Words.failsClosed(path, why)));
        }
        return Optional.empty();
    }

    private Optional<String> closed(String path, Path directory) {
        return switch (rooms.grounds().file(path, directory)) {
            case Survey.Rejected _ -> Optional.empty();
            case Survey.Found found -> {
                Ground ground = found.ground();
                yield customs.on(ground).failClosed().stream()
                                .anyMatch(glob -> glob.covers(found.place(), ground.foldsCase()))
                        ? Optional.of(found.place().relative())
                        : Optional.empty();
            }
        };
    }
}
