package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.HookCall;
import dev.tutti.agents.Tool;
import dev.tutti.agents.ToolCall;
import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What sessions read or changed lately, by what entries of the pool may concern them. Kept in memory, so that it costs a hook no
 * statement and no look at the disk: the next daemon knows nothing of it. Safe from any thread.
 */
final class RecentPaths {

    static final int OF_ONE_MAX = 20;

    /** Of more sessions, those that did something longest ago are forgotten. */
    static final int SESSIONS_MAX = 1_000;

    private static final Duration LATELY = Duration.ofHours(1);

    private final Map<InstanceId, Map<String, Instant>> sessions = new LinkedHashMap<>(16, 0.75F, true);
    private final Rooms rooms;

    RecentPaths(Rooms rooms) {
        this.rooms = requireNonNull(rooms, "rooms");
    }

    /** Tools of a session, or of a child of it, have run. */
    synchronized void used(InstanceId session, HookCall call, List<ToolCall> tools, Instant now) {
        List<String> paths = tools.stream().flatMap(tool -> paths(tool.tool())).toList();
        if (paths.isEmpty()) {
            return;
        }
        Map<String, Instant> recent = sessions.computeIfAbsent(session, _ -> new LinkedHashMap<>());
        for (String path : paths) {
            String absolute = path.startsWith("/") ? path : call.cwd() + "/" + path;
            recent.remove(absolute);
            recent.put(absolute, now);
        }
        dropBeyond(recent, OF_ONE_MAX);
        dropBeyond(sessions, SESSIONS_MAX);
    }

    private static Stream<String> paths(Tool tool) {
        return switch (tool) {
            case Tool.Edit edit -> edit.paths().stream();
            case Tool.Read read -> Stream.of(read.path());
            case Tool.Shell _, Tool.Other _ -> Stream.empty();
        };
    }

    private static <K> void dropBeyond(Map<K, ?> map, int max) {
        var eldest = map.keySet().iterator();
        for (int tooMany = map.size() - max; tooMany > 0; tooMany--) {
            eldest.next();
            eldest.remove();
        }
    }

    /** As paths of its tree, those elsewhere left out; links and letter case as they were written. */
    List<Glob> of(Tx tx, Instance session) {
        return session.tree()
                .flatMap(tree -> rooms.projects().tree(tx, tree))
                .map(Tree::path)
                .map(root -> since(session.id(), tx.now().minus(LATELY)).stream()
                        .filter(path -> path.startsWith(root + "/"))
                        .map(path -> Glob.literal(path.substring(root.length() + 1)))
                        .toList())
                .orElse(List.of());
    }

    private synchronized List<String> since(InstanceId session, Instant begin) {
        return sessions.getOrDefault(session, Map.of()).entrySet().stream()
                .filter(each -> !each.getValue().isBefore(begin))
                .map(Map.Entry::getKey)
                .toList();
    }
}
