package dev.tutti.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PoolStatementsTest {

    @Test
    void theDocumentsSixPhrasesAreUnderstood() {
        for (String done : List.of("Successfully deployed", "Fixed the bug", "All tests passing")) {
            assertThat(action(done)).as(done).contains(PoolAction.COMPLETED);
        }
        for (String stuck : List.of("Cannot access", "Permission denied", "Service unavailable")) {
            assertThat(action(stuck)).as(stuck).contains(PoolAction.BLOCKED);
        }
    }

    @Test
    void clearStatementsInSentencesAre() {
        for (String done : List.of(
                "I've fixed the login race in `auth.py`.",
                "The token refresh bug is now fixed.",
                "Here is what I did.\n\n- Implemented the retry queue\n- more",
                "✅ All 12 tests pass.",
                "The migration is complete.")) {
            assertThat(action(done)).as(done).contains(PoolAction.COMPLETED);
        }
        for (String stuck : List.of(
                "I'm blocked by the missing schema file.",
                "I cannot access the training data directory.",
                "I am waiting for the database migration of another instance.")) {
            assertThat(action(stuck)).as(stuck).contains(PoolAction.BLOCKED);
        }
    }

    @Test
    void nothingIsReadIntoNegationsPlansQuestionsAndQuotations() {
        for (String neither : List.of(
                "I have not fixed the login bug because it needs a decision.",
                "The prefixed values are read first.",
                "I pushed back on the plan.",
                "Once fixed, the tests will pass.",
                "This will be fixed in the next step.",
                "Should I have fixed the other one too?",
                "The user wrote \"fixed the bug\".",
                "> Fixed the bug",
                "```\nFixed the bug\n```",
                "`Permission denied` is what it prints.",
                "We are no longer blocked by the schema.",
                "I am waiting for your answer.",
                "Not all tests pass.",
                "The tests never passed.",
                "")) {
            assertThat(action(neither)).as(neither).isEmpty();
        }
    }

    private static Optional<PoolAction> action(String answer) {
        return PoolStatements.find(answer).map(PoolDraft::action);
    }
}
