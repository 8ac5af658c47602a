package dev.tutti.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.Caller;
import dev.tutti.daemon.HookEngine;
import dev.tutti.decisions.DecisionOutcome.Stored;
import dev.tutti.decisions.DecisionStatus;
import dev.tutti.decisions.Draft;
import dev.tutti.flows.People.Asker;
import dev.tutti.flows.Rooms;
import dev.tutti.kernel.process.Programs;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.TemporaryRepository;
import dev.tutti.worktrees.Worktrees;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DecisionBranchTest {

    @TempDir
    private Path folder;

    private final TemporaryRepository repository = TemporaryRepository.create();
    private final Deque<Runnable> background = new ArrayDeque<>();

    private HookEngine engine;

    @BeforeEach
    void open() {
        engine = HookEngine.open(folder);
        Map<String, String> environment = new HashMap<>(repository.isolation());
        environment.put("PATH", ProcessRun.path());
        new DecisionBranch(rooms(), new Worktrees(new Programs(), environment), "tutti/decisions").start();
    }

    @AfterEach
    void close() throws Exception {
        engine.close();
        repository.close();
    }

    @Test
    void everyChangeIsACommitOfTheWholeLogOnABranchOfItsOwn() {
        String head = repository.git("rev-parse", "HEAD");
        String id = made("Use JWT");
        settle();
        engine.flows().decisions().become(person(), id, DecisionStatus.DEPRECATED);
        settle();

        assertThat(repository.git("log", "--format=%s", "tutti/decisions"))
                .isEqualTo("Decision " + id + " is deprecated\nDecision: Use JWT");
        JsonNode log = JsonMapper.shared().readTree(repository.git("show", "tutti/decisions:decision-log.json"));
        assertThat(log.path("decisions").path(0).path("title").asString()).isEqualTo("Use JWT");
        assertThat(log.path("decisions").path(0).path("status").asString()).isEqualTo("deprecated");
        assertThat(repository.git("rev-parse", "HEAD")).isEqualTo(head);
    }

    @Test
    void severalAtOnceAreOneCommit() {
        made("one");
        made("two");
        settle();

        assertThat(repository.git("rev-list", "--count", "tutti/decisions")).isEqualTo("1");
        assertThat(repository.git("show", "tutti/decisions:decision-log.json")).contains("\"one\"", "\"two\"");
    }

    private String made(String title) {
        return ((Stored) engine.flows()
                        .decisions()
                        .make(person(), Draft.of("security", "module", title, ""), "", DecisionStatus.ACCEPTED))
                .decision()
                .publicId();
    }

    private Asker person() {
        return new Asker(repository.root(), Caller.of(Map.of("USER", "eve")), Optional.empty());
    }

    private void settle() {
        while (!background.isEmpty()) {
            background.poll().run();
        }
    }

    /** The engine's, but that nothing happens behind the test's back. */
    private Rooms rooms() {
        Rooms all = engine.rooms();
        Rooms.Outside outside = all.outside();
        return new Rooms(
                all.store(),
                all.journal(),
                all.grounds(),
                all.projects(),
                all.instances(),
                all.locks(),
                all.notices(),
                all.pool(),
                all.decisions(),
                all.messages(),
                all.notes(),
                all.hosts(),
                new Rooms.Outside(
                        outside.git(),
                        outside.files(),
                        outside.processes(),
                        outside.ticker(),
                        (_, work) -> background.add(work),
                        outside.inbox()));
    }
}
