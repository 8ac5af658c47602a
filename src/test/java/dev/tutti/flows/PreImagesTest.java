package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.git.CommittedFile;
import dev.tutti.kernel.git.GitTrouble;
import dev.tutti.kernel.path.FileLook;
import dev.tutti.kernel.path.FileStamp;
import dev.tutti.locks.PreImage.Dirty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every file that can be found, against everything git can say of it. */
final class PreImagesTest {

    private static final FileLook ABSENT = FileLook.ABSENT;
    private static final FileLook SAME = file(FileStamp.Kind.FILE, "same");
    private static final FileLook OTHER = file(FileStamp.Kind.FILE, "other");
    private static final FileLook LARGE = new FileLook(stamp(FileStamp.Kind.FILE), Optional.empty());
    private static final FileLook FOLDER = new FileLook(stamp(FileStamp.Kind.OTHER), Optional.empty());
    private static final List<FileLook> FOUND = List.of(ABSENT, SAME, OTHER, LARGE, FOLDER);

    @Test
    void onlyWhatIsProvedIsSaid() {
        Map<CommittedFile, List<Dirty>> statement = new LinkedHashMap<>();
        statement.put(
                new CommittedFile.Holds(Set.of("same", "with other line ends")),
                List.of(Dirty.YES, Dirty.NO, Dirty.YES, Dirty.UNKNOWN, Dirty.UNKNOWN));
        statement.put(new CommittedFile.Absent(), List.of(Dirty.NO, Dirty.YES, Dirty.YES, Dirty.YES, Dirty.UNKNOWN));
        statement.put(
                new CommittedFile.Moved(),
                List.of(Dirty.UNKNOWN, Dirty.UNKNOWN, Dirty.UNKNOWN, Dirty.UNKNOWN, Dirty.UNKNOWN));
        statement.put(
                new CommittedFile.Unknown(new GitTrouble(GitTrouble.Kind.TOO_LATE, "")),
                List.of(Dirty.UNKNOWN, Dirty.UNKNOWN, Dirty.UNKNOWN, Dirty.UNKNOWN, Dirty.UNKNOWN));

        statement.forEach((committed, expected) -> {
            List<Dirty> judged = FOUND.stream()
                    .map(found -> PreImages.judge(found, committed))
                    .toList();
            assertThat(judged).as("%s", committed).isEqualTo(expected);
        });
    }

    private static FileLook file(FileStamp.Kind kind, String sha256) {
        return new FileLook(stamp(kind), Optional.of(sha256));
    }

    private static FileStamp stamp(FileStamp.Kind kind) {
        return new FileStamp(kind, 1, 1, "key");
    }
}
