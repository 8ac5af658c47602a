package dev.tutti.kernel.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.git.GitCommand.Result.Ended;
import dev.tutti.kernel.git.GitCommand.Result.Failed;
import dev.tutti.kernel.time.Deadline;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks git what a path held in a commit; see {@link Git#committed}. Starts up to four processes, one after the other. */
final class GitContents {

    /** Attributes by which a working tree's file differs from the stored one in more than its line ends. */
    private static final List<String> REWRITING = List.of("filter", "ident", "working-tree-encoding");

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private final GitCommand git;

    GitContents(GitCommand git) {
        this.git = requireNonNull(git, "git");
    }

    /** One question. */
    record Asked(GitPlace place, String commit, String path, Deadline deadline) {}

    private static final class TroubleException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient GitTrouble trouble;

        TroubleException(GitTrouble trouble) {
            this.trouble = trouble;
        }

        static TroubleException notKnowable(String text) {
            return new TroubleException(new GitTrouble(GitTrouble.Kind.NOT_KNOWABLE, text));
        }
    }

    CommittedFile of(Asked asked) {
        try {
            if (isMoved(asked)) {
                return new CommittedFile.Moved();
            }
            Optional<String> blob = blob(asked);
            if (blob.isEmpty()) {
                return new CommittedFile.Absent();
            }
            refuseRewritten(asked);
            byte[] content = run(asked, "cat-file", "blob", blob.get()).bytes();
            return new CommittedFile.Holds(new HashSet<>(List.of(sha256(content), sha256(withOtherLineEnds(content)))));
        } catch (TroubleException told) {
            return new CommittedFile.Unknown(told.trouble);
        }
    }

    private boolean isMoved(Asked asked) throws TroubleException {
        if (!HASH.matcher(asked.commit()).matches()) {
            throw TroubleException.notKnowable("no commit is named like that");
        }
        Ended ended = end(
                asked, GitCommand.LITERALLY, "diff-tree", "-r", "--quiet", asked.commit(), "HEAD", "--", asked.path());
        return switch (ended.exitCode()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new TroubleException(new GitTrouble(GitTrouble.Kind.REFUSED, ended.error()));
        };
    }

    /** The name of what HEAD holds at the path. */
    private Optional<String> blob(Asked asked) throws TroubleException {
        String line = run(asked, GitCommand.LITERALLY, "ls-tree", "-z", "--full-tree", "HEAD", "--", asked.path())
                .output();
        if (line.isEmpty()) {
            return Optional.empty();
        }
        String[] words = line.substring(0, Math.max(0, line.indexOf('\t'))).split(" ", -1);
        if (words.length != 3 || !words[1].equals("blob") || words[0].equals("120000")) {
            throw TroubleException.notKnowable("what HEAD holds there is no plain file");
        }
        return Optional.of(words[2]);
    }

    private void refuseRewritten(Asked asked) throws TroubleException {
        String[] arguments = new String[REWRITING.size() + 4];
        arguments[0] = "check-attr";
        arguments[1] = "-z";
        for (int i = 0; i < REWRITING.size(); i++) {
            arguments[i + 2] = REWRITING.get(i);
        }
        arguments[arguments.length - 2] = "--";
        arguments[arguments.length - 1] = asked.path();
        String[] words = run(asked, arguments).output().split("\0", -1);
        for (int i = 2; i < words.length; i += 3) {
            if (!words[i].equals("unspecified") && !words[i].equals("unset")) {
                throw TroubleException.notKnowable("the attribute " + words[i - 1] + " rewrites the file");
            }
        }
    }

    private Ended run(Asked asked, String... arguments) throws TroubleException {
        Ended ended = end(asked, arguments);
        if (ended.exitCode() != 0) {
            throw new TroubleException(new GitTrouble(GitTrouble.Kind.REFUSED, ended.error()));
        }
        return ended;
    }

    private Ended end(Asked asked, String... arguments) throws TroubleException {
        return switch (git.run(asked.place(), List.of(arguments), asked.deadline())) {
            case Failed(GitTrouble trouble) -> throw new TroubleException(trouble);
            case Ended ended -> ended;
        };
    }

    /** Every line that ends as on Unix ended as on Windows instead; git stores the former where it converts at all. */
    private static byte[] withOtherLineEnds(byte[] content) {
        StringBuilder text = new StringBuilder(content.length + content.length / 16);
        char last = 0;
        for (byte each : content) {
            char c = (char) (each & 0xff);
            if (c == '\n' && last != '\r') {
                text.append('\r');
            }
            text.append(c);
            last = c;
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
