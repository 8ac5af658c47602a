package dev.tutti.kernel.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectMarkerTest {

    private static final int WRITERS = 16;

    @TempDir
    Path temporary;

    private Git git = new SystemGit();
    private Path root = Path.of("");

    @BeforeEach
    void repository() throws Exception {
        GitSandbox sandbox = new GitSandbox(temporary);
        git = sandbox.git();
        root = sandbox.repository("repo");
    }

    @Test
    void readingNeverWrites() throws IOException {
        assertThat(git.marker(place())).isEqualTo(new Marker.Absent());
        assertThat(names()).doesNotContain("tutti-project");
    }

    @Test
    void theFirstMarkStays() throws IOException {
        assertThat(git.mark(place(), "one")).isEqualTo(new Marker.Holds("one"));
        assertThat(git.mark(place(), "two")).isEqualTo(new Marker.Holds("one"));

        assertThat(git.marker(place())).isEqualTo(new Marker.Holds("one"));
        assertThat(root.resolve(".git/tutti-project")).hasContent("one\n");
        assertThat(names()).filteredOn(name -> name.startsWith("tutti")).containsExactly("tutti-project");
    }

    @Test
    void ofSeveralWritersAtOnceOneWins() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(WRITERS);
        List<Callable<Marker>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String id = "writer-" + i;
            writers.add(() -> {
                barrier.await();
                return git.mark(place(), id);
            });
        }
        List<Marker> seen = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            for (Future<Marker> answer : threads.invokeAll(writers)) {
                seen.add(answer.get());
            }
        }

        assertThat(seen).containsOnly(git.marker(place()));
        assertThat(names()).filteredOn(name -> name.startsWith("tutti")).containsExactly("tutti-project");
    }

    @Test
    void aCopyIsRemarkedOnlyFromWhatWasExpected() {
        git.mark(place(), "one");

        assertThat(git.remark(place(), "other", "two")).isEqualTo(new Marker.Holds("one"));
        assertThat(git.remark(place(), "one", "two")).isEqualTo(new Marker.Holds("two"));
        assertThat(git.marker(place())).isEqualTo(new Marker.Holds("two"));
    }

    @Test
    void aDamagedMarkerIsLeftAsItIs() throws IOException {
        Path file = Files.writeString(root.resolve(".git/tutti-project"), "two words\n");

        assertThat(git.marker(place())).isInstanceOf(Marker.Unusable.class);
        assertThat(git.mark(place(), "one")).isInstanceOf(Marker.Unusable.class);
        assertThat(file).hasContent("two words\n");

        Files.writeString(file, "");
        assertThat(git.marker(place())).isInstanceOf(Marker.Unusable.class);
        Files.writeString(file, "x".repeat(100_000));
        assertThat(git.marker(place())).isInstanceOf(Marker.Unusable.class);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaid() {
        GitPlace gone = new GitPlace(root, root.resolve("gone"), root.resolve("gone"), GitPlace.Kind.MAIN);

        assertThat(git.mark(gone, "one")).isInstanceOf(Marker.Unusable.class);
    }

    @Test
    void anIdIsPlain() {
        assertThatThrownBy(() -> git.mark(place(), "a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> git.mark(place(), "")).isInstanceOf(IllegalArgumentException.class);
    }

    private GitPlace place() {
        return git.find(root).orElseThrow();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(".git"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
