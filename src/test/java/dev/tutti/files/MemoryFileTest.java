package dev.tutti.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.RunningProcess;
import dev.tutti.testing.StoreFixture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnBothStores
final class MemoryFileTest {

    private final Shelf shelf;

    MemoryFileTest(StoreFixture fixture) {
        shelf = new Shelf(fixture);
    }

    @Test
    void theMemoryIsAFileThatMayBeChangedByHand() throws IOException {
        shelf.learn("patterns", "Handlers return a Result");
        shelf.learn("conventions", "Endpoints are plural");
        shelf.look();
        String shown = Files.readString(shelf.memory);
        assertThat(shown).contains("## Patterns Discovered\n- Handlers return a Result\n");

        Files.writeString(
                shelf.memory,
                shown.replace("- Handlers return a Result\n", "Look at Handlers.\n- Retries are bounded\n"));
        shelf.learn("patterns", "Parsers are pure");
        shelf.look();

        assertThat(shelf.learned()).containsExactly("Endpoints are plural", "Parsers are pure", "Retries are bounded");
        assertThat(Files.readString(shelf.memory))
                .contains("## Patterns Discovered\nLook at Handlers.\n- Retries are bounded\n- Parsers are pure\n")
                .contains("## Conventions Learned\n- Endpoints are plural\n");
    }

    @Test
    void aMemoryFileThatWasThereBeforeIsTakenOverWhole() throws IOException {
        Files.createDirectories(shelf.memory.getParent());
        Files.writeString(
                shelf.memory, "# My app\n\nWe began in 2024.\n\n## Key Decisions\n- JWT\n\n## Contacts\n- bob\n");
        shelf.look();

        assertThat(shelf.learned()).containsExactly("JWT");
        assertThat(Files.readString(shelf.memory))
                .startsWith(
                        "# My app\n\nWe began in 2024.\n\n## Key Decisions\n- JWT\n\n## Contacts\n- bob\n\n## Patterns");
    }

    @Test
    void aFileInWhichNothingIsLearnedIsNotTouched() throws IOException {
        Files.createDirectories(shelf.memory.getParent());
        Files.writeString(shelf.memory, "- milk\n- eggs");
        shelf.look();

        assertThat(shelf.learned()).isEmpty();
        assertThat(Files.readString(shelf.memory)).isEqualTo("- milk\n- eggs");
    }

    @Test
    void aFileKeepsItsPermissions() throws IOException {
        Files.createDirectories(shelf.memory.getParent());
        Files.writeString(shelf.memory, "## Patterns\n- one\n");
        Files.setPosixFilePermissions(shelf.memory, PosixFilePermissions.fromString("rw-r-----"));
        shelf.look();

        assertThat(Files.readString(shelf.memory)).contains("## Conventions Learned");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shelf.memory)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void theDaemonsOfTwoStoresDoNotTakeTheFileFromOneAnotherForEver() throws IOException {
        shelf.learn("patterns", "one");
        shelf.look();
        String others = Files.readString(shelf.memory).replaceFirst("memory [0-9a-f]{8} 1", "memory 0badcafe 7");

        Files.writeString(shelf.memory, others);
        shelf.look();
        assertThat(Files.readString(shelf.memory)).isEqualTo(others);
        shelf.learn("patterns", "two");
        shelf.look();

        assertThat(Files.readString(shelf.memory)).contains("- one\n- two\n").doesNotContain("0badcafe");
    }

    @Test
    void aFileThatIsCutOffOrGoneForgetsNothing() throws IOException {
        shelf.learn("patterns", "one");
        shelf.learn("patterns", "two");
        shelf.look();
        String shown = Files.readString(shelf.memory);

        Files.writeString(shelf.memory, shown.substring(0, shown.indexOf("- two")));
        shelf.look();
        assertThat(shelf.learned()).containsExactly("one", "two");
        Files.delete(shelf.memory);
        shelf.look();

        assertThat(shelf.learned()).containsExactly("one", "two");
        assertThat(Files.readString(shelf.memory)).isEqualTo(shown);
    }

    @Test
    void whatIsWrittenIntoAReplacedFileIsHeard() throws IOException {
        shelf.learn("patterns", "one");
        shelf.look();
        try (FileChannel open = FileChannel.open(shelf.memory, StandardOpenOption.APPEND)) {
            shelf.learn("patterns", "two");
            shelf.stage.settle();
            open.write(ByteBuffer.wrap("## Patterns\n- three\nprose\n".getBytes(ISO_8859_1)));
        }
        shelf.look();

        assertThat(shelf.learned()).containsExactly("one", "two", "three");
        assertThat(Files.readString(shelf.memory)).contains("- one\n- two\n- three\n");
        assertThat(Files.readString(shelf.memory.resolveSibling("myapp.md.late")))
                .contains("prose");
    }

    @Test
    void aMemoryFileThatBreaksABoundIsReportedAndLeftAlone() throws IOException {
        Files.createDirectories(shelf.memory.getParent());
        String many = "## Patterns\n"
                + String.join(
                        "\n", IntStream.range(0, 101).mapToObj(i -> "- p" + i).toList()) + "\n";
        Files.writeString(shelf.memory, many);
        shelf.learn("patterns", "one");
        shelf.look();

        assertThat(shelf.files().state(shelf.repo.root()).text())
                .endsWith(shelf.memory + " is left alone until it is corrected: patterns: has 101 items, at most 100");
        assertThat(Files.readString(shelf.memory)).isEqualTo(many);
        Files.writeString(shelf.memory, "## Patterns\n- two\n");
        shelf.look();
        assertThat(shelf.learned()).containsExactly("one", "two");
        assertThat(shelf.files().state(shelf.repo.root()).next()).isEmpty();
    }

    @Test
    void peopleAndTuttiThatChangeAMemoryTogetherLoseNothing() throws IOException {
        shelf.learn("patterns", "begins");
        shelf.look();
        try (RunningProcess shell =
                shelf.shellBegins("for i in $(seq 60); do printf '## Issues\\n- shell says %s\\n' $i >> "
                        + "~/.claude/workflows/memory/myapp.md; done")) {
            for (int own = 0; own < 90 && (own < 30 || shell.isAlive()); own++) {
                shelf.learn("patterns", "Tutti says " + own);
                shelf.stage.ticker().pass(Duration.ofSeconds(3));
                shelf.glance();
            }
            while (shell.isAlive()) {
                shelf.glance();
            }
        }
        shelf.look();

        List<String> learned = shelf.learned();
        IntStream.rangeClosed(1, 60).forEach(i -> assertThat(learned).contains("shell says " + i));
        IntStream.range(0, 30).forEach(i -> assertThat(learned).contains("Tutti says " + i));
        assertThat(Files.readString(shelf.memory))
                .contains(learned.stream().map(text -> "- " + text + "\n").toList());
    }

    @Test
    void whoeverDidNotAskForFilesHasNone() {
        WorkflowFiles none = new WorkflowFiles(shelf.stage.rooms(), Optional.empty());
        none.start();
        shelf.learn("patterns", "one");
        none.look();
        none.look(shelf.repo.root());

        assertThat(none.state(shelf.repo.root()).text())
                .isEqualTo("notes and memory of this project go by the name myapp; no files are kept of them");
    }
}
