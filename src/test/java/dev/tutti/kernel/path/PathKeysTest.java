package dev.tutti.kernel.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathKeysTest {

    private final PathKeys keys = new PathKeys();

    private Path root = Path.of("");

    @BeforeEach
    void tree(@TempDir Path folder) throws IOException {
        root = Files.createDirectories(folder.toRealPath().resolve("my repo"));
        Files.createDirectories(root.resolve("src/deep"));
        Files.writeString(root.resolve("src/a.txt"), "a");
        Files.createSymbolicLink(root.resolve("link"), Path.of("src/deep"));
        Files.createSymbolicLink(root.resolve("alias.txt"), Path.of("src/a.txt"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("src/new.txt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/a.txt",
                "./src/a.txt",
                "src//a.txt",
                "src/./a.txt",
                "src/../src/a.txt",
                "src/a.txt/",
                "alias.txt",
                "link/../a.txt",
                "./link/.././a.txt",
                "missing/../src/a.txt",
                "missing/further/../../alias.txt"
            })
    void everySpellingOfAFileHasOneKey(String text) {
        assertThat(relative(text)).isEqualTo("src/a.txt");
        assertThat(relative(root + "/" + text)).isEqualTo("src/a.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/deep/x/y.txt",
                "link/x/y.txt",
                "link//x/./y.txt",
                "link/x/z/../y.txt",
                "src/x/../deep/x/y.txt",
                "missing/../link/x/y.txt"
            })
    void aFileInFoldersThatDoNotExistYetHasOneKey(String text) {
        assertThat(relative(text)).isEqualTo("src/deep/x/y.txt");
    }

    @Test
    void aLinkToAFileThatDoesNotExistYetLeadsThere() {
        assertThat(relative("dangling")).isEqualTo("src/new.txt");
    }

    @Test
    void parentOfALinkedFolderIsWhereTheLinkLed() {
        assertThat(relative("link/../b.txt")).isEqualTo("src/b.txt");
    }

    @Test
    void aLinkOutOfTheTreeLeadsOut(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(root.resolve("out"), elsewhere);

        assertThat(located("out/new.txt")).isEqualTo(elsewhere.toRealPath().resolve("new.txt"));
        assertThatThrownBy(() -> keys.place(root, located("out/new.txt"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void linksInACircleAreRefused() throws IOException {
        Files.createSymbolicLink(root.resolve("one"), Path.of("two"));
        Files.createSymbolicLink(root.resolve("two"), Path.of("one"));

        assertThat(keys.locate("one/x", root)).isInstanceOf(PathLook.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space.txt",
                "quote'\".txt",
                "new\nline.txt",
                "-leading",
                "~",
                "$HOME",
                "semi;colon",
                "back\\slash",
                "*?[x]",
                "...",
                ":(top)x",
                "\u65e5\u672c.txt",
                "\ud83d\ude00.txt"
            })
    void oddNamesAreTakenLiterally(String name) {
        assertThat(relative(name)).isEqualTo(name);
        assertThat(relative("src/../" + name)).isEqualTo(name);
    }

    @Test
    void longNamesAreTaken() {
        String name = "n".repeat(300);

        assertThat(relative(name)).isEqualTo(name);
        assertThat(relative(name + "/../" + name)).isEqualTo(name);
    }

    @Test
    void composedAndDecomposedLettersHaveOneKeyAndAreShownAsWritten() {
        String composed = Normalizer.normalize("\u00fcber/caf\u00e9.txt", Normalizer.Form.NFC);
        String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);

        Place one = keys.place(root, located(composed));
        Place other = keys.place(root, located(decomposed));

        assertThat(one.key()).isEqualTo(other.key()).isEqualTo(composed);
        assertThat(other.relative()).isEqualTo(decomposed);
    }

    @Test
    void whatNoSystemCallWouldTakeIsRefusedWithoutRepeatingIt() {
        assertThat(keys.locate("a\0b", root)).isEqualTo(new PathLook.Rejected("the path holds a NUL character"));
        assertThat(keys.locate("", root)).isInstanceOf(PathLook.Rejected.class);
        assertThat(keys.locate("\ud800", root)).isInstanceOf(PathLook.Rejected.class);
        assertThat(keys.locate("x/".repeat(3000), root)).isInstanceOf(PathLook.Rejected.class);
    }

    @Test
    void theTestsRunInALocaleThatNamesEveryFile() {
        assertThat(PathKeys.canNameEveryFile()).isTrue();
    }

    @Test
    void aPathBelowAFileOrThroughALinkThatTurnsIsWalkedByHand() throws IOException {
        Files.createSymbolicLink(root.resolve("absolute"), root.resolve("nowhere/deep"));
        Files.createSymbolicLink(root.resolve("turning"), Path.of("gone/../src"));

        assertThat(relative("src/a.txt/below")).isEqualTo("src/a.txt/below");
        assertThat(relative("absolute/f")).isEqualTo("nowhere/deep/f");
        assertThat(relative("absolute/../f")).isEqualTo("nowhere/f");
        assertThat(relative("turning/deep/../a.txt")).isEqualTo("src/a.txt");
    }

    @Test
    void theRootItselfIsADot() {
        assertThat(relative(".")).isEqualTo(".");
        assertThat(relative("src/..")).isEqualTo(".");
    }

    @Test
    void leavingTheFileSystemsRootStaysThere() {
        assertThat(located("/../../..")).isEqualTo(Path.of("/"));
        assertThat(located("/../no-such-folder/../..")).isEqualTo(Path.of("/"));
    }

    @Test
    void foldingTakesNamesThatDifferInCaseForOne() {
        assertThat(PathKeys.key("Src/README.md", true)).isEqualTo(PathKeys.key("sRC/readme.MD", true));
        assertThat(PathKeys.key("Src/README.md", false)).isNotEqualTo(PathKeys.key("src/readme.md", false));
        assertThat(PathKeys.key("stra\u00dfe", true)).isEqualTo(PathKeys.key("STRASSE", true));
        assertThat(PathKeys.key("\u039f\u0394\u039f\u03a3", true))
                .isEqualTo(PathKeys.key("\u03bf\u03b4\u03bf\u03c3", true));
    }

    @Test
    void aDiskThatKeepsCaseApartIsSeenWithoutWriting() throws IOException {
        assumeThat(Files.exists(root.resolve("SRC"))).isFalse();

        assertThat(keys.foldsCase(root)).isFalse();
        assertThat(relative("SRC/a.txt")).isEqualTo("SRC/a.txt");
    }

    @Test
    void aSecondNameInAnotherCaseIsNoFolding() throws IOException {
        assumeThat(Files.exists(root.resolve("SRC"))).isFalse();
        Path twins = Files.createDirectories(root.resolve("twins"));
        Files.createSymbolicLink(twins.resolve("A"), Path.of("a"));
        Files.createDirectories(twins.resolve("a"));

        assertThat(keys.foldsCase(twins)).isFalse();
    }

    @Test
    void aDiskThatFoldsCaseIsSeenAndGivesOneKey() {
        assumeThat(Files.exists(root.resolve("SRC"))).isTrue();

        assertThat(keys.foldsCase(root)).isTrue();
        assertThat(keys.place(root, located("SRC/NEW.txt")).key())
                .isEqualTo(keys.place(root, located("src/new.txt")).key());
    }

    private Path located(String text) {
        return switch (keys.locate(text, root)) {
            case PathLook.Located located -> located.real();
            case PathLook.Rejected rejected -> throw new AssertionError(rejected.why());
        };
    }

    private String relative(String text) {
        return keys.place(root, located(text)).relative();
    }
}
