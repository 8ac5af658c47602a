package dev.tutti.daemon;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.id.Ids;
import dev.tutti.kernel.log.LogReader;
import dev.tutti.kernel.process.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends one event the whole way of a hook: a process of the launcher, the loopback port, and back. It is the end of a session
 * that never began, which changes nothing. For one thread.
 */
final class HookTrial {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How long after the answer the log may take. */
    private static final Duration LOG_PATIENCE = Duration.ofSeconds(2);

    private static final int SAID_MAX = 200;

    private final Home home;
    private final Ids ids;
    private final Programs programs = new Programs();

    HookTrial(Home home, Ids ids) {
        this.home = requireNonNull(home, "home");
        this.ids = requireNonNull(ids, "ids");
    }

    /**
     * Makes the trial.
     *
     * @param shell the variables of whoever asks; what a launcher needs of them is handed on
     * @return what went wrong, for people; empty when the event arrived in this daemon and was answered by nothing
     */
    Optional<String> of(Path launcher, Map<String, String> shell) {
        String session = "doctor-" + ids.hex(16);
        LogReader.Follower log = new LogReader(home.log()).follow();
        String event = "{\"session_id\":\"" + session
                + "\",\"cwd\":\"/\",\"hook_event_name\":\"SessionEnd\",\"reason\":\"other\"}";
        Programs.Command command =
                new Programs.Command(List.of(launcher.toString(), "hook", "claude"), environment(shell), event);
        return switch (programs.run(command, PATIENCE)) {
            case Programs.Run.Failed(String why) -> Optional.of(why);
            case Programs.Run.Ended(int code, String out, String err)
            when code != 0 || !out.isEmpty() -> Optional.of("it ended with " + code + " and said: " + start(out + err));
            case Programs.Run.Ended ended ->
                arrived(log, session) ? Optional.empty() : Optional.of("this daemon never heard of it");
        };
    }

    private Map<String, String> environment(Map<String, String> shell) {
        Map<String, String> variables =
                new HashMap<>(Map.of("TUTTI_HOME", home.root().toString()));
        for (String name : List.of("HOME", "PATH", "USER")) {
            Optional.ofNullable(shell.get(name)).ifPresent(value -> variables.put(name, value));
        }
        return variables;
    }

    private static boolean arrived(LogReader.Follower log, String session) {
        List<String> lines = new ArrayList<>(log.next());
        if (lines.stream().noneMatch(line -> line.contains(session))) {
            lines.addAll(log.next(LOG_PATIENCE));
        }
        return lines.stream().anyMatch(line -> line.contains(session));
    }

    private static String start(String said) {
        return said.isEmpty() ? "nothing" : said.substring(0, Math.min(said.length(), SAID_MAX));
    }
}
