package dev.tutti.worktrees;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.process.Programs;
import dev.tutti.worktrees.RecordOutcome.Committed;
import dev.tutti.worktrees.RecordOutcome.Failed;
import dev.tutti.worktrees.RecordOutcome.Unchanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes that Tutti makes in a repository's git. Runs git; blocking, some ten milliseconds. Safe from any thread. */
public final class Worktrees {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How often a branch is looked at again that somebody else moved meanwhile. */
    private static final int TRIES = 3;

    private final Programs programs;
    private final Map<String, String> environment;

    /** @param environment what git is run with; must name PATH, and HOME where the user's own name is to stand in commits */
    public Worktrees(Programs programs, Map<String, String> environment) {
        this.programs = requireNonNull(programs, "programs");
        Map<String, String> clean = new HashMap<>(environment);
        clean.keySet().removeIf(name -> name.startsWith("GIT_") && !name.startsWith("GIT_CONFIG"));
        clean.put("GIT_TERMINAL_PROMPT", "0");
        clean.put("GIT_OPTIONAL_LOCKS", "0");
        this.environment = Map.copyOf(clean);
    }

    /**
     * What a branch is to hold.
     *
     * @param branch a branch for this file alone; made when there is none
     * @param file its name at the top, without folders
     * @param text all of it
     * @param message the commit's
     */
    public record Content(String branch, String file, String text, String message) {
        public Content {
            requireNonNull(branch, "branch");
            requireNonNull(file, "file");
            requireNonNull(text, "text");
            requireNonNull(message, "message");
        }
    }

    /** Commits a file to a branch of its own, on top of what it held. */
    public RecordOutcome record(GitPlace place, Content content) {
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                Optional<RecordOutcome> done = attempt(place, content);
                if (done.isPresent()) {
                    return done.get();
                }
            }
            return new Failed("others move the branch " + content.branch() + " all the time");
        } catch (GitRefused refused) {
            return new Failed(refused.getMessage());
        }
    }

    /** Empty when somebody moved the branch meanwhile. */
    private Optional<RecordOutcome> attempt(GitPlace place, Content content) {
        String reference = "refs/heads/" + content.branch();
        Optional<String> before = ask(place, "", "rev-parse", "--verify", "--quiet", reference + "^{commit}");
        Optional<RecordOutcome> foreign = before.flatMap(_ -> foreign(place, content, reference));
        if (foreign.isPresent()) {
            return foreign;
        }
        String blob = tell(place, content.text(), "hash-object", "-w", "--stdin");
        String tree = tell(place, "100644 blob " + blob + "\t" + content.file() + "\n", "mktree");
        if (before.isPresent()
                && tell(place, "", "rev-parse", before.get() + "^{tree}").equals(tree)) {
            return Optional.of(new Unchanged());
        }
        String commit = commit(place, tree, before, content.message());
        boolean moved = ask(
                        place,
                        "",
                        "update-ref",
                        "-m",
                        "tutti: " + content.file(),
                        reference,
                        commit,
                        before.orElse("0".repeat(commit.length())))
                .isPresent();
        return moved ? Optional.of(new Committed(commit)) : Optional.empty();
    }

    /** A branch that somebody works on, or that holds other things, is theirs. */
    private Optional<RecordOutcome> foreign(GitPlace place, Content content, String reference) {
        boolean checkedOut = tell(place, "", "for-each-ref", "--format=%(worktreepath)", reference)
                .lines()
                .anyMatch(line -> !line.isBlank());
        if (checkedOut) {
            return Optional.of(
                    new Failed("the branch " + content.branch() + " is checked out; choose one that nobody works on"));
        }
        String names = tell(place, "", "ls-tree", "--name-only", reference);
        return names.equals(content.file())
                ? Optional.empty()
                : Optional.of(
                        new Failed("the branch " + content.branch() + " holds other files; choose one of its own"));
    }

    private String commit(GitPlace place, String tree, Optional<String> parent, String message) {
        List<String> line = new ArrayList<>();
        if (ask(place, "", "config", "user.email").isEmpty()) {
            line.addAll(List.of("-c", "user.name=Tutti", "-c", "user.email=tutti@localhost"));
        }
        line.addAll(List.of("commit-tree", tree, "-F", "-"));
        parent.ifPresent(hash -> line.addAll(List.of("-p", hash)));
        return tell(place, message, line.toArray(String[]::new));
    }

    private String tell(GitPlace place, String input, String... arguments) {
        return switch (run(place, input, arguments)) {
            case Programs.Run.Ended(int code, String out, String _) when code == 0 -> out.strip();
            case Programs.Run.Ended(int code, String _, String err) ->
                throw new GitRefused("git " + arguments[0] + " ended with " + code + ": "
                        + err.strip().lines().findFirst().orElse(""));
            case Programs.Run.Failed(String why) -> throw new GitRefused("git " + arguments[0] + ": " + why);
        };
    }

    /** Empty when git says no. */
    private Optional<String> ask(GitPlace place, String input, String... arguments) {
        return switch (run(place, input, arguments)) {
            case Programs.Run.Ended(int code, String out, String _) ->
                code == 0 ? Optional.of(out.strip()) : Optional.empty();
            case Programs.Run.Failed(String why) -> throw new GitRefused("git " + arguments[0] + ": " + why);
        };
    }

    private Programs.Run run(GitPlace place, String input, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                "git",
                "--git-dir",
                place.commonDir().toString(),
                "-c",
                "core.hooksPath=/dev/null",
                "-c",
                "core.fsmonitor=false"));
        line.addAll(List.of(arguments));
        return programs.run(new Programs.Command(line, environment, input), PATIENCE);
    }

    /** Git would not. */
    private static final class GitRefused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        GitRefused(String why) {
            super(why);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
