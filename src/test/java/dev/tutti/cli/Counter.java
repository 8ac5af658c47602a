package dev.tutti.cli;

import dev.tutti.agents.claude.settings.Wiring;
import dev.tutti.daemon.Settings;
import dev.tutti.files.DocumentShapes;
import dev.tutti.files.Documents;
import dev.tutti.http.VerbCall;
import dev.tutti.http.VerbOutput;
import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.files.DiskFiles;
import dev.tutti.kernel.files.DiskLineFiles;
import dev.tutti.kernel.home.DaemonEntry;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.home.Resident;
import dev.tutti.kernel.home.StopReason;
import dev.tutti.testing.Stage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where commands are given on a stage, by a user called ada, with settings and documents' files on the disk. For one thread. */
final class Counter {

    private final Desk desk;
    private final Map<String, String> environment = new HashMap<>();

    Counter(Stage stage, Path directory) {
        Path home = stage.made("tutti");
        Documents.Setup setup = new Documents.Setup(
                home,
                true,
                new Documents.User(stage.made("home"), false),
                new DocumentShapes.Machine("Linux", "ada", stage.settings().host()));
        desk = new Desk(
                stage.rooms(),
                stage.flows(),
                new NoResident(new Home(home)),
                Configuration.defaults(Settings.ALL),
                new Wiring(new DiskFiles(), home, _ -> false),
                new Documents(
                        stage.rooms(),
                        stage.flows().overview(),
                        new Documents.Disk(new DiskFiles(), new DiskLineFiles()),
                        setup),
                stage.made("home"),
                () -> {});
        with("USER", "ada").with("PWD", directory.toString()).with("TUTTI_LAUNCHER", "/opt/tutti/tutti");
    }

    /** What came back; {@code question} is empty when nothing was asked. */
    record Said(int code, String out, String err, String question) {

        /** Ids end in eight digits that are others in every run. */
        Said known() {
            return new Said(code, known(out), known(err), question);
        }

        private static String known(String text) {
            return text.replaceAll("(claude-\\d{8}-\\d{6})-[a-f0-9]{8}", "$1-a3f7b2d1");
        }
    }

    Counter with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Said type(String... words) {
        return type(environment, words);
    }

    /** The same, coming again with the answer to its question. */
    Said answer(String answer, String... words) {
        Map<String, String> answered = new HashMap<>(environment);
        answered.put("TUTTI_ANSWER", answer);
        return type(answered, words);
    }

    private Said type(Map<String, String> from, String... words) {
        Heard heard = new Heard();
        int code = new Cli(desk).run(new VerbCall(List.of(words), from, new byte[0], Optional.empty()), heard);
        return new Said(code, heard.out.toString(), heard.err.toString(), heard.question.toString());
    }

    private static final class Heard implements VerbOutput {

        private final StringBuilder out = new StringBuilder();
        private final StringBuilder err = new StringBuilder();
        private final StringBuilder question = new StringBuilder();

        @Override
        public void out(String text) {
            out.append(text);
        }

        @Override
        public void err(String text) {
            err.append(text);
        }

        @Override
        public void ask(String text) {
            question.append(text);
        }

        @Override
        public boolean open() {
            return true;
        }
    }

    /** Nobody asks it anything here. */
    private record NoResident(Home home) implements Resident {

        @Override
        public DaemonEntry entry() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> hears(Path launcher, Map<String, String> shell) {
            return Optional.empty();
        }

        @Override
        public void askToStop(StopReason reason) {
            throw new UnsupportedOperationException();
        }
    }
}
