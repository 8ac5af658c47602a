package dev.tutti.pool;

import dev.tutti.kernel.text.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the statement in an agent's answer that something is done or blocked: by whole words at places where they state it,
 * never in a quotation, code, a question, or under a negation, a condition or a plan. Pure.
 */
final class PoolStatements {

    private static final int TOPIC_MAX = 60;
    private static final int SUMMARY_MAX = 200;
    private static final int SENTENCE_MAX = 400;

    private static final Pattern DONE = Pattern.compile(
            "(?i)(?:^|[,;:]\\s+|\\b(?:i|i've|i have|we|we've|we have|it|has been|have been|is now|are now|now|just|"
                    + "successfully|is|are|was|were|and|also)\\s+)"
                    + "(?:successfully\\s+)?(?:fixed|resolved|implemented|completed|deployed|merged|finished)\\b"
                    + "|\\b(?:implementation|fix|feature|migration|refactor(?:ing)?)\\s+(?:is\\s+)?(?:now\\s+)?"
                    + "(?:done|complete|finished)\\b"
                    + "|\\ball\\s+(?:\\w+\\s+){0,2}tests?\\s+(?:are\\s+)?(?:now\\s+)?(?:pass|passed|passing|green)\\b");

    private static final Pattern STUCK = Pattern.compile(
            "(?i)\\bblocked\\s+(?:by|on)\\b|\\b(?:cannot|can't|can\\s+not|unable\\s+to|could\\s+not|couldn't)\\s+"
                    + "(?:access|reach|connect|open|read|write|build|install|continue|proceed|log\\s+in)\\b"
                    + "|\\bpermission\\s+(?:was\\s+|is\\s+)?denied\\b|\\bservice\\s+(?:is\\s+)?(?:currently\\s+)?unavailable\\b"
                    + "|\\bwaiting\\s+(?:for|on)\\b(?!\\s+(?:you|your|the\\s+user|confirmation|approval|input|feedback)\\b)");

    private static final Pattern NOT_DONE = Pattern.compile(
            "(?i)\\b(?:not|never|no|nothing|none|without|cannot|unless|if|once|when|until|before|whether|would|will|"
                    + "should|could|might|may|must|can|needs?|to\\s+be|going\\s+to|partially|partly|almost|nearly|"
                    + "failed|fails)\\b|n't\\b");

    private static final Pattern NOT_STUCK = Pattern.compile(
            "(?i)\\b(?:not|no\\s+longer|never|nothing|isn't|wasn't|aren't|unless|if|would|might|may|could\\s+be|was\\s+blocked|"
                    + "were\\s+blocked|previously|used\\s+to|instead\\s+of)\\b");

    private static final Pattern FENCED = Pattern.compile("(?ms)^ {0,3}(```|~~~).*?(?:^ {0,3}\\1|\\z)");
    private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");
    private static final Pattern QUOTATION = Pattern.compile("\"[^\"\\n]{0,400}\"|“[^”\\n]{0,400}”");
    private static final Pattern END = Pattern.compile("(?<=[.!?])\\s+|\\n+");

    private PoolStatements() {}

    static Optional<PoolDraft> find(String answer) {
        for (String sentence : sentences(answer)) {
            String plain =
                    QUOTATION.matcher(CODE.matcher(sentence).replaceAll("x")).replaceAll("x");
            if (states(DONE, NOT_DONE, plain)) {
                return Optional.of(draft(PoolAction.COMPLETED, sentence));
            }
            if (!DONE.matcher(plain).find() && states(STUCK, NOT_STUCK, plain)) {
                return Optional.of(draft(PoolAction.BLOCKED, sentence));
            }
        }
        return Optional.empty();
    }

    private static List<String> sentences(String answer) {
        List<String> sentences = new ArrayList<>();
        for (String part : END.split(FENCED.matcher(answer).replaceAll("\n"))) {
            String sentence = part.strip();
            boolean quoted = sentence.startsWith(">") || sentence.startsWith("|") || sentence.startsWith("#");
            if (!sentence.isEmpty() && sentence.length() <= SENTENCE_MAX && !quoted && !sentence.endsWith("?")) {
                sentences.add(sentence.replaceFirst("^(?:[-*+]|\\d+[.)])\\s+(?:\\[[ xX]?]\\s+)?", "")
                        .replaceFirst("^[✓✅☑🎉]\\uFE0F?\\s*", "")
                        .replace("**", ""));
            }
        }
        return sentences;
    }

    /** Whether it is stated, and nothing before it in its sentence takes that back. */
    private static boolean states(Pattern pattern, Pattern negation, String sentence) {
        var found = pattern.matcher(sentence);
        return found.find()
                && !negation.matcher(sentence.substring(0, found.end())).find();
    }

    private static PoolDraft draft(PoolAction action, String sentence) {
        String line = Foreign.line(sentence.replace("`", ""), SUMMARY_MAX);
        return new PoolDraft(
                action,
                "",
                Foreign.cut(line, TOPIC_MAX),
                line,
                "",
                List.of(),
                "",
                Optional.empty(),
                Origin.STATEMENT,
                "");
    }
}
