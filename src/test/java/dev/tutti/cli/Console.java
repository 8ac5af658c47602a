package dev.tutti.cli;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.claude.settings.Wiring;
import dev.tutti.files.DocumentShapes;
import dev.tutti.files.Documents;
import dev.tutti.flows.Flows;
import dev.tutti.http.VerbCall;
import dev.tutti.http.VerbOutput;
import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.files.DiskLineFiles;
import dev.tutti.kernel.home.Build;
import dev.tutti.kernel.home.DaemonEntry;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.home.Resident;
import dev.tutti.kernel.home.StopReason;
import dev.tutti.testing.HandTicker;
import dev.tutti.testing.MemoryFiles;
import dev.tutti.testing.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs commands in a folder on a stage and keeps what they say on both streams. For one thread. */
final class Console {

    private final Stage stage;
    private final Flows flows;
    private final Configuration configuration;
    private final Path directory;

    Console(Stage stage, Flows flows, Configuration configuration, Path directory) {
        this.stage = requireNonNull(stage, "stage");
        this.flows = requireNonNull(flows, "flows");
        this.configuration = requireNonNull(configuration, "configuration");
        this.directory = requireNonNull(directory, "directory");
    }

    String said(String... words) {
        StringBuilder text = new StringBuilder();
        VerbOutput output = new VerbOutput() {
            @Override
            public void out(String more) {
                text.append(more);
            }

            @Override
            public void err(String more) {
                text.append(more);
            }

            @Override
            public void ask(String question) {
                throw new AssertionError(question);
            }

            @Override
            public boolean open() {
                return true;
            }
        };
        Map<String, String> environment = Map.of("PWD", directory.toString(), "COLUMNS", "300");
        new Cli(desk()).run(new VerbCall(List.of(words), environment, new byte[0], Optional.empty()), output);
        return text.toString();
    }

    private Desk desk() {
        return new Desk(
                stage.rooms(),
                flows,
                new Nobody(new Home(stage.made("home"))),
                configuration,
                new Wiring(new MemoryFiles(), stage.made("home"), _ -> false),
                new Documents(
                        stage.rooms(),
                        flows.overview(),
                        new Documents.Disk(new MemoryFiles(), new DiskLineFiles()),
                        new Documents.Setup(
                                stage.made("home"),
                                true,
                                new Documents.User(stage.made("home"), false),
                                new DocumentShapes.Machine("Linux", "ann", 1))),
                stage.made("home"),
                () -> {});
    }

    /** A daemon that only is there. */
    private record Nobody(Home home) implements Resident {

        @Override
        public DaemonEntry entry() {
            return DaemonEntry.starting(
                    "00000000-0000-4000-8000-000000000001", 1, new Build("1", "b1"), HandTicker.START);
        }

        @Override
        public Optional<String> hears(Path launcher, Map<String, String> shell) {
            return Optional.empty();
        }

        @Override
        public void askToStop(StopReason reason) {
            throw new AssertionError("nobody stops the daemon");
        }
    }
}
