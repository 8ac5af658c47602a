package dev.tutti.testing.realclient;

import static dev.tutti.testing.realclient.Reply.agent;
import static dev.tutti.testing.realclient.Reply.bash;
import static dev.tutti.testing.realclient.Reply.say;
import static dev.tutti.testing.realclient.Reply.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.RunningProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tutti as an agent and its person meet it: the launcher, the daemon and the wiring, under the real client. */
@ExtendWith(LabExtension.class)
class TuttiRealClientIT {

    private static final String REFUSED = "PreToolUse:Write hook error";
    private static final Duration FAR_TOO_LONG = Duration.ofSeconds(15);

    @BeforeAll
    static void tuttiIsBuilt() {
        TuttiInLab.orSkip();
    }

    @Test
    void aFileThatAnotherSessionHoldsIsNotWrittenAndTheModelIsShownWhoHoldsIt(Lab lab) {
        Path file = file(lab, "shared.txt");
        try (TuttiInLab tutti = TuttiInLab.wired(lab);
                ShellHold hold = ShellHold.in(lab, "alpha");
                RunningProcess alpha = startHolding(lab, file, hold)) {
            hold.awaitReached();

            ClientRun beta = runNamed(lab, "beta", say(write(file, "by beta\n")), say("Understood."));

            assertThat(file).hasContent("by alpha\n");
            ApiRequest last = lab.api().lastAskedBy(beta.session());
            assertThat(last.shownFrom(REFUSED)).contains("alpha").contains("shared.txt");
            hold.close();
            assertThat(alpha.await().exitCode()).isZero();
        }
    }

    @Test
    void theSamePathInAnotherWorkingTreeIsWrittenWithAWordAboutTheOther(Lab lab) {
        Path file = file(lab, "shared.txt");
        Path tree = lab.repository().worktree("side");
        lab.trust(tree);
        try (TuttiInLab tutti = TuttiInLab.wired(lab);
                ShellHold hold = ShellHold.in(lab, "alpha");
                RunningProcess alpha = startHolding(lab, file, hold)) {
            tutti.wire(tree);
            hold.awaitReached();

            Path sameThere = tree.resolve("shared.txt");
            String prompt = lab.api().script("beta", say(write(sameThere, "by beta\n")), say("Done."));
            ClientRun beta = ClientRun.of(
                    lab.client(prompt).with("TUTTI_NAME", "beta").in(tree).run());

            assertThat(sameThere).hasContent("by beta\n");
            assertThat(file).hasContent("by alpha\n");
            ApiRequest last = lab.api().lastAskedBy(beta.session());
            assertThat(last.shownFrom(REFUSED)).isEmpty();
            assertThat(last.shownFrom("PreToolUse:Write hook additional context"))
                    .contains("alpha");
            hold.close();
            assertThat(alpha.await().exitCode()).isZero();
        }
    }

    @Test
    void whatOneSessionPostsIsShownToTheModelOfTheNext(Lab lab) {
        String answer = "The bug is fixed.\n\n```pool\nACTION: completed\nTOPIC: Auth bug fix\n"
                + "SUMMARY: Fixed token refresh race condition.\nAFFECTS: auth.py\n```\n";
        try (TuttiInLab tutti = TuttiInLab.wired(lab)) {
            runNamed(lab, "alpha", say(answer));

            ClientRun beta = runNamed(lab, "beta", say("I see."));

            ApiRequest first = lab.api().lastAskedBy(beta.session());
            assertThat(first.showed("- **Instance**: beta")).isTrue();
            assertThat(first.showed("- [alpha] completed: Auth bug fix")).isTrue();
        }
    }

    @Test
    void aMessageToARunningSessionIsShownToItsModelAndSeen(Lab lab) {
        try (TuttiInLab tutti = TuttiInLab.wired(lab);
                ShellHold hold = ShellHold.in(lab, "alpha")) {
            String prompt =
                    lab.api().script("alpha-plays", say(bash(hold.command())), say(bash("true")), say("Understood."));
            try (RunningProcess alpha =
                    lab.client(prompt).with("TUTTI_NAME", "alpha").start()) {
                hold.awaitReached();
                Path here = lab.repository().root();
                tutti.run(here, "message", "send", "alpha", "The schema is in main")
                        .orThrow();
                hold.close();
                assertThat(alpha.await().exitCode()).isZero();

                assertThat(lab.api().requests().all(request -> request.showed("The schema is in main")))
                        .isNotEmpty();
                assertThat(tutti.run(here, "message", "status", "msg-1")
                                .orThrow()
                                .outText())
                        .containsPattern("alpha +seen .*tool result toolu");
            }
        }
    }

    @Test
    void anIdleSessionIsWokenByAMessageWhereThatIsSwitchedOn(Lab lab) {
        Terminal.orSkip();
        lab.variable("TUTTI_MESSAGES_WAKE", "on");
        try (TuttiInLab tutti = TuttiInLab.wired(lab);
                Terminal terminal = Terminal.open(lab)) {
            terminal.enter(lab.api().script("one", say("One is done.")));
            terminal.awaitScreen("One is done.");
            Path here = lab.repository().root();

            tutti.run(here, "message", "send", "A", "The schema is in main").orThrow();

            lab.api().requests().await(request -> request.showed("The schema is in main"), Lab.LONG);
        }
    }

    @Test
    void aSubAgentMayEditWhatItsParentHolds(Lab lab) {
        Path file = file(lab, "shared.txt");
        try (TuttiInLab tutti = TuttiInLab.wired(lab)) {
            String part = lab.api().script("part", say(write(file, "by the child\n")), say("Part done."));

            runNamed(lab, "alpha", say(write(file, "by the parent\n")), say(agent(part)), say("Done."));

            assertThat(file).hasContent("by the child\n");
            assertThat(lab.api().requests().all(request -> request.showed(REFUSED)))
                    .isEmpty();
        }
    }

    @Test
    void whatAKilledSessionHeldIsFreeAtOnce(Lab lab) {
        Path file = file(lab, "shared.txt");
        try (TuttiInLab tutti = TuttiInLab.wired(lab);
                ShellHold hold = ShellHold.in(lab, "alpha");
                RunningProcess alpha = startHolding(lab, file, hold)) {
            hold.awaitReached();
            runNamed(lab, "gamma", say(write(file, "by gamma\n")), say("Understood."));
            assertThat(file).as("held until then").hasContent("by alpha\n");
            alpha.kill();
            assertThat(alpha.await().exitCode()).isEqualTo(137);

            ClientRun beta = runNamed(lab, "beta", say(write(file, "by beta\n")), say("Done."));

            assertThat(file).hasContent("by beta\n");
            assertThat(lab.api().lastAskedBy(beta.session()).shownFrom(REFUSED)).isEmpty();
        }
    }

    @Test
    void aSessionThatHasToStartTheDaemonBeginsSoon(Lab lab) {
        lab.hooked("SessionStart", "UserPromptSubmit");
        try (TuttiInLab tutti = TuttiInLab.wired(lab)) {
            tutti.down();
            assertThat(tutti.daemon()).isEmpty();

            runNamed(lab, "alpha", say("Hello."));

            assertThat(tutti.daemon()).isPresent();
            HookCall begun =
                    lab.hook().calls().all(call -> call.is("SessionStart")).getFirst();
            HookCall asked =
                    lab.hook().calls().all(call -> call.is("UserPromptSubmit")).getFirst();
            Duration between = Duration.ofNanos(asked.atNanos() - begun.atNanos());
            System.out.println("SessionStart with no daemon: " + between.toMillis() + " ms (wanted: about 1000)");
            assertThat(between).isLessThan(FAR_TOO_LONG);
        }
    }

    @Test
    void aDaemonThatHangsCostsASessionLittleAndNothingIsRefused(Lab lab) {
        Path file = file(lab, "free.txt");
        try (TuttiInLab tutti = TuttiInLab.wired(lab);
                ShellHold hold = ShellHold.in(lab, "alpha")) {
            String prompt = lab.api().script("alpha", say(bash(hold.command())), say(write(file, "x\n")), say("Done."));
            try (RunningProcess alpha = lab.client(prompt).start()) {
                hold.awaitReached();
                tutti.signalDaemon("STOP");
                long stopped = System.nanoTime();
                hold.close();

                assertThat(alpha.await().exitCode()).isZero();
                Duration rest = Duration.ofNanos(System.nanoTime() - stopped);
                System.out.println("rest of a session with a daemon that hangs: " + rest.toMillis()
                        + " ms (wanted: about 2000 over its usual)");
                assertThat(rest).isLessThan(FAR_TOO_LONG);
            }
            assertThat(file).hasContent("x\n");
        }
    }

    @Test
    void theShellOfASessionKnowsTheNameOfItsInstance(Lab lab) {
        try (TuttiInLab tutti = TuttiInLab.wired(lab)) {
            ClientRun run = runNamed(lab, "otto", say(bash("echo \"I am <$CLAUDE_INSTANCE>\"")), say("Done."));

            assertThat(lab.api().lastAskedBy(run.session()).shownFrom("I am <")).startsWith("I am <otto>");
        }
    }

    @Test
    void aSessionGoesOnWithoutADaemonAndItsNextPromptStartsOne(Lab lab) {
        Terminal.orSkip();
        Path before = file(lab, "before.txt");
        Path later = file(lab, "later.txt");
        try (TuttiInLab tutti = TuttiInLab.wired(lab);
                ShellHold hold = ShellHold.in(lab, "alpha");
                Terminal terminal = Terminal.open(lab)) {
            terminal.enter(lab.api()
                    .script(
                            "one",
                            say(write(before, "x\n"), bash(hold.command())),
                            say(write(later, "x\n")),
                            say("One is done.")));
            hold.awaitReached();
            tutti.killDaemon();
            hold.close();
            terminal.awaitScreen("One is done.");
            assertThat(later).exists();
            assertThat(tutti.daemon()).as("nothing in mid-turn starts a daemon").isEmpty();

            terminal.enter(lab.api().script("two", say("Two is done.")));
            terminal.awaitScreen("Two is done.");

            assertThat(tutti.daemon()).isPresent();
        }
    }

    /** A session named alpha that has written the file and is in the middle of its turn. */
    private static RunningProcess startHolding(Lab lab, Path file, ShellHold hold) {
        String prompt = lab.api().script("alpha", say(write(file, "by alpha\n"), bash(hold.command())), say("Done."));
        return lab.client(prompt).with("TUTTI_NAME", "alpha").start();
    }

    private static ClientRun runNamed(Lab lab, String name, Reply... replies) {
        String prompt = lab.api().script(name + "-plays", replies);
        return ClientRun.of(lab.client(prompt).with("TUTTI_NAME", name).run());
    }

    private static Path file(Lab lab, String name) {
        return lab.repository().root().resolve(name);
    }
}
