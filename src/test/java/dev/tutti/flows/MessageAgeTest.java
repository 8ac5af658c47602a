package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.flows.MessageVerbs.Note;
import dev.tutti.flows.People.Asker;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages that are as old as they are kept. */
@OnBothStores
final class MessageAgeTest extends Correspondence {

    private static final Duration KEPT = MessageSettings.USUAL.kept();

    MessageAgeTest(StoreFixture fixture) {
        super(fixture);
    }

    @Test
    void whomAMessageNeverReachedIsToldOnceBeforeItGoes() {
        sent(from(ann), "B", "hello");
        pass(KEPT);
        assertThat(ann.told()).isEmpty();

        pass(Duration.ofSeconds(1));

        assertThat(ann.told())
                .containsExactly("Your message msg-1 (\"hello\") has not reached B in time;"
                        + " it was too old to be kept any longer (messages.keep_days).");
        pass(Duration.ofDays(1));
        assertThat(ann.told()).isEmpty();
        assertThat(bob.told()).isEmpty();
    }

    @Test
    void aPersonWhoNeverLookedIsToldOfLikewise() {
        sent(from(ann), "@people", "hello");

        pass(KEPT.plusSeconds(1));

        assertThat(ann.told()).singleElement().asString().contains("has not reached eve in time; it was too old");
        assertThat(stage.flows().messages().letters(person(), true, 50)).isEmpty();
    }

    @Test
    void aPersonWhoSentItIsToldAtItsNextLook() {
        Asker person = person();
        sent(person, "B", "hello");

        pass(KEPT.plusSeconds(1));

        assertThat(stage.flows().messages().inbox(person, false, 50).words())
                .singleElement()
                .asString()
                .contains("has not reached B in time; it was too old");
    }

    @Test
    void whatArrivedGoesWithoutAWord() {
        sent(from(ann), "B", "hello");
        bob.batch("t1");
        bob.batch("t2");

        pass(KEPT.plusSeconds(1));

        assertThat(ann.told()).isEmpty();
    }

    @Test
    void ofWhomItsSenderWasToldAtTheDeadlineItIsNotToldAgain() {
        stage.flows().messages().send(from(ann), "B", new Note("hello", Optional.of(Duration.ofHours(1)), ""));
        stage.ticker().pass(Duration.ofHours(2));
        stage.look();
        assertThat(ann.told()).singleElement().asString().contains("has not reached B in time; it stays queued");

        pass(KEPT);

        assertThat(ann.told()).isEmpty();
    }

    @Test
    void ofMoreThanOneStepDeletesEachIsTold() {
        List<String> texts =
                IntStream.range(0, 250).mapToObj(i -> "message " + i + ";").toList();
        texts.forEach(text -> sent(from(ann), "B", text));

        pass(KEPT.plusSeconds(1));

        String told = IntStream.range(0, 30)
                .mapToObj(_ -> String.join("\n", ann.told()))
                .reduce("", String::concat);
        texts.forEach(text -> assertThat(told).containsOnlyOnce("\"" + text + "\""));
    }

    private void pass(Duration time) {
        stage.ticker().pass(time);
        stage.flows().watch().tend();
        stage.settle();
    }
}
