package dev.tutti.kernel.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {

    @ParameterizedTest
    @CsvSource({
        "' M', CHANGED",
        "'M ', CHANGED",
        "'MM', CHANGED",
        "'A ', CHANGED",
        "'AM', CHANGED",
        "' T', CHANGED",
        "' A', CHANGED",
        "' D', DELETED",
        "'D ', DELETED",
        "'MD', DELETED",
        "'AD', DELETED",
        "'UU', CONFLICTED",
        "'AA', CONFLICTED",
        "'DD', CONFLICTED",
        "'AU', CONFLICTED",
        "'UD', CONFLICTED",
        "'UA', CONFLICTED",
        "'DU', CONFLICTED",
        "'??', UNTRACKED",
        "'!!', IGNORED"
    })
    void twoLettersAreOneState(String letters, PathState state) {
        assertThat(of(letters + " f\0", "f")).isEqualTo(state);
    }

    @Test
    void whatIsNotNamedIsClean() {
        assertThat(of("", "f")).isEqualTo(PathState.CLEAN);
        assertThat(of(" M ff\0 M f.txt\0 M f/x\0", "f.tx")).isEqualTo(PathState.CLEAN);
    }

    @Test
    void aFolderThatIsIgnoredOrForeignCoversWhatLiesInIt() {
        assertThat(of("!! build/\0", "build/deep/x.o")).isEqualTo(PathState.IGNORED);
        assertThat(of("!! build/\0", "build")).isEqualTo(PathState.IGNORED);
        assertThat(of("?? nested/\0", "nested/f")).isEqualTo(PathState.UNTRACKED);
        assertThat(of("!! build/\0", "builds/f")).isEqualTo(PathState.CLEAN);
    }

    @Test
    void aFolderHasTheStateOfWhatIsNotCleanInIt() {
        assertThat(of("!! src/x.o\0 M src/a\0", "src")).isEqualTo(PathState.CHANGED);
        assertThat(of("!! src/x.o\0 M src/a\0", "src/")).isEqualTo(PathState.CHANGED);
        assertThat(of("!! src/x.o\0", "src")).isEqualTo(PathState.IGNORED);
        assertThat(of(" M src.txt\0 M src0\0", "src")).isEqualTo(PathState.CLEAN);
        assertThat(of("?? a\0", ".")).isEqualTo(PathState.UNTRACKED);
    }

    @Test
    void aFileUnstagedForDeletionAndThereAgainIsChanged() {
        assertThat(of("D  f\0?? f\0", "f")).isEqualTo(PathState.CHANGED);
    }

    @Test
    void aTornAnswerIsPassedOver() {
        assertThat(of("\0\0X\0 M\0 M \0 M f", "f")).isEqualTo(PathState.CHANGED);
    }

    private static PathState of(String output, String path) {
        return StatusText.parse(output).of(List.of(path)).getOrDefault(path, PathState.CLEAN);
    }
}
