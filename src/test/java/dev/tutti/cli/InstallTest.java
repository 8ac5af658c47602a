package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.Database;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist;
import dev.tutti.testing.Typist.Said;
import dev.tutti.testing.UnpackedTutti;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code tutti install}, {@code uninstall} and {@code upgrade}, with a real folder and a launcher that nobody runs. */
final class InstallTest {

    private final StoreFixture fixture = new StoreFixture(Database.SQLITE);
    private final Shop shop = new Shop(fixture);
    private final Typist ann = shop.ann;
    private Path launcher;
    private Path usual;

    @BeforeEach
    void unpack() throws IOException {
        launcher = UnpackedTutti.in(fixture.folder(), "0.1.0");
        usual = ann.home().resolve(".local/bin");
        ann.with("TUTTI_LAUNCHER", launcher.toString()).with("PATH", "/usr/bin:" + usual);
    }

    @AfterEach
    void closeStore() {
        fixture.close();
    }

    @Test
    void theLinkIsMadeWhereShellsLookAndIsFoundAgain() throws IOException {
        Said said = ann.type("install");

        assertThat(said.code()).isZero();
        assertThat(said.out()).startsWith(usual + "/tutti now leads to " + launcher + "\n");
        assertThat(said.out()).doesNotContain("PATH=");
        assertThat(Files.readSymbolicLink(usual.resolve("tutti"))).isEqualTo(launcher);
        assertThat(ann.type("install").out()).startsWith(usual + "/tutti is there already\n");

        // As a shell calls it from now on.
        ann.with("TUTTI_LAUNCHER", usual.resolve("tutti").toString());
        assertThat(ann.type("install").out()).startsWith(usual + "/tutti is there already\n");
        assertThat(ann.type("uninstall").out()).isEqualTo(usual + "/tutti is gone\n");
        assertThat(usual.resolve("tutti")).doesNotExist();
        assertThat(launcher).exists();
        ann.with("TUTTI_LAUNCHER", launcher.toString());
        assertThat(ann.type("uninstall").out()).startsWith("no link to this Tutti is in " + usual);
    }

    @Test
    void settingsThatStillNameTheLinkAreToldWhenItGoes() {
        ann.type("install");
        ann.with("TUTTI_LAUNCHER", usual.resolve("tutti").toString());
        ann.type("init", "--yes");

        Said said = ann.type("uninstall");

        assertThat(said.out())
                .startsWith(usual + "/tutti is gone\n")
                .contains("\n  " + shop.tree.root() + "/.claude/settings.local.json\n")
                .contains("Next step: in each of their repositories '" + launcher + "' uninit");
        ann.with("TUTTI_LAUNCHER", launcher.toString()).type("init", "--yes");
        ann.type("install");
        assertThat(ann.type("uninstall").out()).isEqualTo(usual + "/tutti is gone\n");
    }

    @Test
    void aFolderThatIsOnThePathIsPreferred() throws IOException {
        ann.with("PATH", "/usr/bin:" + ann.home().resolve("bin"));

        assertThat(ann.type("install").out())
                .startsWith(ann.home().resolve("bin/tutti") + " now leads to " + launcher + "\n");
    }

    @Test
    void whatIsMissingOnThePathIsSaid() {
        ann.with("PATH", "/usr/bin");

        assertThat(ann.type("install").out())
                .contains(usual + " is not on your PATH. Next step: ")
                .contains("export PATH=\"" + usual + ":$PATH\"");
    }

    @Test
    void oneThatShellsFindFirstIsSaid() throws IOException {
        Path first = Files.createDirectories(fixture.folder().resolve("first"));
        assertThat(Files.writeString(first.resolve("tutti"), "").toFile().setExecutable(true))
                .isTrue();
        ann.with("PATH", first + ":" + usual);

        assertThat(ann.type("install").out()).contains("warning: shells find " + first + "/tutti first.");
    }

    @Test
    void aLinkToAnotherTuttiIsTurnedAndSaid() {
        Path other = UnpackedTutti.in(fixture.folder(), "0.2.0");
        ann.type("install");
        ann.with("TUTTI_LAUNCHER", other.toString());

        assertThat(ann.type("install").out())
                .startsWith(usual + "/tutti now leads to " + other + ", which led to " + launcher + " before\n");
        ann.with("TUTTI_LAUNCHER", launcher.toString());
        assertThat(ann.type("uninstall").out()).startsWith("no link to this Tutti");
        assertThat(usual.resolve("tutti")).exists();
    }

    @Test
    void aLinkToATuttiThatIsGoneIsTurned() throws IOException {
        Files.createDirectories(usual);
        Files.createSymbolicLink(usual.resolve("tutti"), Path.of("/gone/tutti"));

        assertThat(ann.type("install").out()).contains("which led to /gone/tutti before");
    }

    @Test
    void anythingElseOfThatNameStays() throws IOException {
        Files.createDirectories(usual);
        Files.writeString(usual.resolve("tutti"), "a game");

        Said said = ann.type("install");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("is something else than a link to Tutti and stays", "Next step: ");
        assertThat(usual.resolve("tutti")).hasContent("a game");
        Files.delete(usual.resolve("tutti"));
        Files.createSymbolicLink(usual.resolve("tutti"), Path.of("/usr/bin/env"));
        assertThat(ann.type("install").code()).isEqualTo(1);
        assertThat(Files.readSymbolicLink(usual.resolve("tutti"))).isEqualTo(Path.of("/usr/bin/env"));
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws IOException {
        Files.writeString(fixture.folder().resolve("a file"), "");

        Said said = ann.type(
                "install", "--dir", fixture.folder().resolve("a file/bin").toString());

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("cannot be made: ", "Next step: name a folder that you can write");
        assertThat(ann.type("install", "--dir", "/proc/nothing").err())
                .contains("/proc/nothing/tutti cannot be made: nothing can be made at /proc/nothing\n");
    }

    @Test
    void howToUndoNamesTheFolderThatWasGiven() {
        String given = fixture.folder().resolve("a b").toString();

        assertThat(ann.type("install", "--dir", given).out())
                .endsWith(" To undo: tutti uninstall --dir '" + given + "'\n");
        assertThat(ann.type("uninstall", "--dir", given).out()).isEqualTo(given + "/tutti is gone\n");
    }

    @Test
    void whatIsNoLauncherIsNotInstalled() {
        ann.with("TUTTI_LAUNCHER", "/usr/bin/env");

        assertThat(ann.type("install").err()).contains("/usr/bin/env, is no launcher of Tutti");
    }

    @Test
    void upgradeTellsWhatIsToDoAndDoesNothing() throws IOException {
        assertThat(ann.type("upgrade").out())
                .contains("unpacked in " + launcher.getParent(), "the newer archive", "./tutti install")
                .contains("On the disk lies build b2, 0.1.0; the running daemon is another. Next step: tutti down");

        Path checkout = fixture.folder().resolve("checkout's");
        Files.createDirectories(checkout.resolve("libexec"));
        for (String file : Set.of("libexec/slow.bash", "tutti")) {
            Files.writeString(checkout.resolve(file), "");
        }
        ann.with("TUTTI_LAUNCHER", checkout.resolve("tutti").toString());
        assertThat(ann.type("upgrade").out())
                .contains("in the checkout " + checkout)
                .contains("cd '" + checkout.toString().replace("'", "'\\''") + "' && git pull && ./mvnw")
                .doesNotContain("On the disk");
    }
}
