package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.Database;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of the commands for people to read. */
final class ManualTest {

    private static final Path REFERENCE = Path.of("docs/reference.md");

    @TempDir
    private Path folder;

    private final StoreFixture fixture = new StoreFixture(Database.SQLITE);
    private final Typist ann = new Typist(new Stage(fixture));

    @AfterEach
    void closeStore() {
        fixture.close();
    }

    @Test
    void theReferenceIsOfTheseCommands() throws IOException {
        String made = ann.type("man", "--markdown").out();
        if ("update".equals(System.getProperty("tutti.golden"))) {
            Files.writeString(REFERENCE, made);
        }

        assertThat(made)
                .as("the commands have changed: -Dtutti.golden=update writes %s anew", REFERENCE)
                .isEqualTo(Files.readString(REFERENCE));
    }

    @Test
    void everyCommandIsInBoth() {
        for (List<String> words : Commands.working(ann)) {
            String name = "tutti " + String.join(" ", words);
            assertThat(ann.type("man", "--markdown").out()).contains("\n## " + name + "\n");
            assertThat(ann.type("man").out()).contains("\n.SS \"" + name.replace("-", "\\-"));
        }
    }

    @Test
    void helpWithACommandIsThatCommandsHelp() {
        assertThat(ann.type("help", "lock", "list"))
                .isEqualTo(ann.type("lock", "list", "--help"))
                .satisfies(said -> assertThat(said.out()).contains("Usage: tutti lock list"));
        assertThat(ann.type("help", "lokc").err()).contains("did you mean lock?");
    }

    /** What man itself says of the page, where there is one. */
    @Test
    void manReadsThePageWithoutAComplaint() throws IOException {
        boolean groff = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "groff")));
        Assumptions.assumeTrue(groff, "groff is not here");
        Path page = Files.writeString(folder.resolve("tutti.1"), ann.type("man").out());

        var read = ProcessRun.of("groff", "-man", "-Tutf8", "-ww", "-z", page.toString())
                .run()
                .orThrow();

        assertThat(read.errText()).isEmpty();
    }
}
