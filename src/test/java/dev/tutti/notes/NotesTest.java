package dev.tutti.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnBothStores
final class NotesTest {

    private final Stage stage;
    private final Notes notes;
    private final Instance ann;
    private final Instance bob;

    NotesTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        notes = stage.rooms().notes();
        GitPlace repo = stage.repository("myapp");
        ann = present("ann", 101, repo);
        bob = present("bob", 102, stage.worktree(repo, "myapp-feature-auth"));
    }

    private Instance present(String name, long pid, GitPlace place) {
        Actor actor = stage.actor(name, pid, place);
        actor.prompt("x");
        return actor.instance().orElseThrow();
    }

    @Test
    void aNoteIsKeptAsOneLineWithoutTokens() {
        Note note = stored("- Auth API ready\n## at `/api/auth/*` with ghp_0123456789abcdefghijABCDEFGHIJ012345");

        assertThat(note.text()).isEqualTo("Auth API ready ## at `/api/auth/*` with [masked]");
        assertThat(note.author()).isEqualTo(new Author(ann.publicId(), "A"));
        assertThat(listed(ann.project())).containsExactly(note);
        assertThat(this.<Optional<Note>>in(ann, (tx, _) -> notes.find(tx, ann.project(), note.id())))
                .contains(note);
    }

    @Test
    void whatSomebodySaidWithinADayIsNotSaidAgain() {
        Note first = stored("Auth API ready");

        assertThat(add(bob, "auth  api ready.")).isEqualTo(new NoteOutcome.Known(first));
        stage.ticker().pass(Duration.ofDays(1));
        assertThat(add(bob, "auth api ready.")).isInstanceOf(NoteOutcome.Stored.class);
        assertThat(listed(ann.project())).hasSize(2);
    }

    @Test
    void aTextThatBreaksABoundLeavesNothing() {
        assertThat(add(ann, " \n\u200b - ")).isEqualTo(new NoteOutcome.Faulty(List.of("text: is missing")));
        assertThat(add(ann, "x".repeat(501)))
                .isEqualTo(new NoteOutcome.Faulty(List.of("text: has more than 500 characters")));
        assertThat(listed(ann.project())).isEmpty();
        assertThat(stored("😀".repeat(500)).text()).hasSize(1_000);
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        in(
                ann,
                (tx, monitor) -> IntStream.range(0, NoteRules.NOTES_MAX)
                        .mapToObj(i -> notes.add(tx, monitor, "note number " + i, Author.of(ann)))
                        .toList());

        NoteOutcome.Stored last = (NoteOutcome.Stored) add(ann, "one more");

        assertThat(last.dropped()).isEqualTo(1);
        assertThat(listed(ann.project()))
                .hasSize(NoteRules.NOTES_MAX)
                .startsWith(last.note())
                .last()
                .extracting(Note::text)
                .isEqualTo("note number 1");
    }

    @Test
    void treesOfOneProjectShareAndAnotherCloneOfThatNameDoesNot() {
        Instance far = present("cat", 103, stage.repository("elsewhere/myapp"));
        stored("Auth API ready");
        learned(ann, Section.PATTERNS, "Handlers return a Result");

        assertThat(listed(bob.project())).hasSize(1);
        assertThat(memory(bob.project()).learnings()).hasSize(1);
        assertThat(listed(far.project())).isEmpty();
        assertThat(memory(far.project()).learnings()).isEmpty();
    }

    @Test
    void projectsOfOneNameHaveSlugsOfTheirOwnForEver() {
        Instance second = present("cat", 103, stage.repository("elsewhere/myapp"));
        Instance third = present("dan", 104, stage.repository("third/MyApp"));

        assertThat(placed(ann)).isEqualTo("myapp");
        assertThat(placed(second)).isEqualTo("myapp-2");
        assertThat(placed(third)).isEqualTo("MyApp-3");
        assertThat(placed(bob)).isEqualTo("myapp");
        assertThat(placed(second)).isEqualTo("myapp-2");
    }

    @Test
    void aReaderIsHandedTheNotesOfOthersSinceItReadLast() {
        Note before = stored("before");
        assertThat(unread(bob)).containsExactly(before);
        read(bob);
        Note own = ((NoteOutcome.Stored) add(bob, "own")).note();
        Note other = stored("other");

        assertThat(unread(bob)).containsExactly(other);
        read(bob);
        assertThat(unread(bob)).isEmpty();
        assertThat(own.id().value()).isLessThan(other.id().value());
    }

    @Test
    void somethingIsLearnedOnceInASection() {
        Learning first = learned(ann, Section.CONVENTIONS, "Endpoints are plural nouns");

        assertThat(learn(bob, Section.CONVENTIONS, "* endpoints are plural nouns."))
                .isEqualTo(new LearnOutcome.Known(first));
        learned(bob, Section.PATTERNS, "Endpoints are plural nouns");
        assertThat(memory(ann.project()).in(Section.CONVENTIONS)).containsExactly(first);
        assertThat(memory(ann.project()).version()).isEqualTo(2);
    }

    @Test
    void ofAFullSectionTheOldestGoAndAreNamed() {
        in(
                ann,
                (tx, monitor) -> IntStream.range(0, NoteRules.LEARNINGS_MAX)
                        .mapToObj(i -> notes.learn(tx, monitor, Section.PATTERNS, "pattern " + i, Author.of(ann)))
                        .toList());

        LearnOutcome.Stored stored = (LearnOutcome.Stored) learn(ann, Section.PATTERNS, "one more");

        assertThat(stored.dropped()).extracting(Learning::text).containsExactly("pattern 0");
        assertThat(memory(ann.project()).in(Section.PATTERNS))
                .hasSize(NoteRules.LEARNINGS_MAX)
                .endsWith(stored.learning());
    }

    @Test
    void aSectionIsBoundInCharactersToo() {
        int fit = NoteRules.SECTION_MAX / NoteRules.TEXT_MAX;
        in(
                ann,
                (tx, monitor) -> IntStream.range(0, fit)
                        .mapToObj(i -> notes.learn(tx, monitor, Section.PATTERNS, i + "x".repeat(498), Author.of(ann)))
                        .toList());

        LearnOutcome.Stored stored = (LearnOutcome.Stored) learn(ann, Section.PATTERNS, "y".repeat(500));

        assertThat(stored.dropped()).hasSize(1);
    }

    @Test
    void twoWhoChangeTheSameTextBothGetTheirWay() {
        learned(ann, Section.KEY_DECISIONS, "JWT with 15 min expiry");
        learned(ann, Section.PATTERNS, "Handlers return a Result");
        String seen = memory(ann.project()).markdown();

        MergeOutcome.Merged first =
                merged(ann, seen.replace("15 min expiry", "5 min expiry").replace("- Handlers return a Result\n", ""));
        MergeOutcome.Merged second = merged(bob, seen.replace("15 min expiry", "30 min expiry"));

        assertThat(first.learned()).extracting(Learning::text).containsExactly("JWT with 5 min expiry");
        assertThat(first.forgotten())
                .extracting(Learning::text)
                .containsExactly("JWT with 15 min expiry", "Handlers return a Result");
        assertThat(second.learned()).extracting(Learning::text).containsExactly("JWT with 30 min expiry");
        assertThat(second.forgotten()).isEmpty();
        assertThat(memory(ann.project()).learnings())
                .extracting(Learning::text)
                .containsExactly("JWT with 5 min expiry", "JWT with 30 min expiry");
    }

    @Test
    void aTextThatShowsNoVersionOfThisMemoryOnlyAdds() {
        learned(ann, Section.PATTERNS, "one");
        String other = memory(ann.project()).markdown().replaceFirst("memory [0-9a-f]{8}", "memory 00000000");

        merged(ann, "## Patterns\n- two\n");
        merged(ann, "");
        merged(ann, other.replace("- one\n", "- three\n"));
        merged(
                ann,
                memory(ann.project())
                        .markdown()
                        .replaceFirst(" \\d+ -->", " 99 -->")
                        .replace("- one\n", ""));

        assertThat(memory(ann.project()).in(Section.PATTERNS))
                .extracting(Learning::text)
                .containsExactly("one", "two", "three");
    }

    @Test
    void whatDoesNotFitAsAWholeChangesNothing() {
        String many = "## Patterns\n"
                + String.join(
                        "\n", IntStream.range(0, 101).mapToObj(i -> "- p" + i).toList());

        assertThat(merge(ann, many))
                .isEqualTo(new MergeOutcome.Faulty(List.of("patterns: has 101 items, at most 100")));
        assertThat(merge(ann, "## Patterns\n- one\n```\n"))
                .isEqualTo(new MergeOutcome.Faulty(List.of("text: ends inside of a code block")));
        MergeOutcome.Merged left = merged(ann, "## Patterns\n- one\n- " + "x".repeat(501) + "\n");
        assertThat(left.left()).containsExactly("line 3 is no learning: text: has more than 500 characters");
        assertThat(memory(ann.project()).learnings()).hasSize(1);
    }

    @Test
    void aDaemonKnowsHowFarItIsWithItsFile() {
        NoteFileView view =
                new NoteFileView(new NoteFileView.Taken(7, "seven"), new NoteFileView.Taken(3, "three"), new NoteId(2));
        long host = stage.settings().host();

        assertThat(this.<NoteFileView>in(ann, (tx, _) -> notes.file(tx, ann.project(), host)))
                .isEqualTo(NoteFileView.NONE);
        in(ann, (tx, _) -> {
            notes.file(tx, ann.project(), host, NoteFileView.NONE);
            notes.file(tx, ann.project(), host, view);
            return 0;
        });
        assertThat(this.<NoteFileView>in(ann, (tx, _) -> notes.file(tx, ann.project(), host)))
                .isEqualTo(view);
    }

    @Test
    void aLineOfAFileIsANoteThatGoesToEveryOtherFile() {
        long host = stage.settings().host();
        NoteOutcome.Stored line = (NoteOutcome.Stored) in(
                ann, (tx, monitor) -> notes.addFromFile(tx, monitor, "- " + "x".repeat(600), host));
        Note typed = stored("typed");

        assertThat(line.note().text()).hasSize(500).endsWith("…");
        assertThat(line.note().author()).isEqualTo(Author.ofFile());
        assertThat(this.<List<Note>>in(ann, (tx, _) -> notes.after(tx, ann.project(), new NoteId(0), host, 10)))
                .containsExactly(typed);
        assertThat(this.<List<Note>>in(ann, (tx, _) -> notes.after(tx, ann.project(), new NoteId(0), host + 1, 10)))
                .containsExactly(line.note(), typed);
    }

    private NoteOutcome add(Instance author, String text) {
        return in(author, (tx, monitor) -> notes.add(tx, monitor, text, Author.of(author)));
    }

    private Note stored(String text) {
        return ((NoteOutcome.Stored) add(ann, text)).note();
    }

    private LearnOutcome learn(Instance author, Section section, String text) {
        return in(author, (tx, monitor) -> notes.learn(tx, monitor, section, text, Author.of(author)));
    }

    private Learning learned(Instance author, Section section, String text) {
        return ((LearnOutcome.Stored) learn(author, section, text)).learning();
    }

    private MergeOutcome merge(Instance author, String text) {
        return in(author, (tx, monitor) -> notes.merge(tx, monitor, text, Author.of(author)));
    }

    private MergeOutcome.Merged merged(Instance author, String text) {
        return (MergeOutcome.Merged) merge(author, text);
    }

    private String placed(Instance instance) {
        return in(instance, notes::place);
    }

    private void read(Instance reader) {
        in(reader, (tx, _) -> {
            notes.read(tx, reader.id(), notes.last(tx, reader.project()));
            return 0;
        });
    }

    private List<Note> unread(Instance reader) {
        return in(reader, (tx, _) -> notes.unread(tx, reader.project(), reader.id(), reader.publicId(), 10))
                .orElseThrow();
    }

    private List<Note> listed(ProjectId project) {
        return stage.rooms().store().read(tx -> notes.list(tx, project, NoteFilter.newest(NoteFilter.LIMIT_MAX)));
    }

    private MemoryView memory(ProjectId project) {
        return stage.rooms().store().read(tx -> notes.memory(tx, project));
    }

    private <T> T in(Instance instance, BiFunction<Tx, Monitor, T> work) {
        return stage.rooms()
                .store()
                .write(tx -> work.apply(tx, stage.rooms().projects().enter(tx, instance.project())));
    }
}
