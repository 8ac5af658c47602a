package dev.tutti.daemon;

import static java.util.Objects.requireNonNull;

import dev.tutti.http.VerbCall;
import dev.tutti.http.VerbDoor;
import dev.tutti.http.VerbOutput;

/**
 * Runs commands, and has the living looked after from then on: a command may be the first that anybody says, and what it
 * registers or locks must end in time too. Safe from any thread.
 */
final class VerbAnswers implements VerbDoor {

    private final VerbDoor commands;
    private final Runnable poke;

    /** @param poke called before and after every command, since one may wait for long */
    VerbAnswers(VerbDoor commands, Runnable poke) {
        this.commands = requireNonNull(commands, "commands");
        this.poke = requireNonNull(poke, "poke");
    }

    @Override
    public int run(VerbCall call, VerbOutput output) {
        poke.run();
        try {
            return commands.run(call, output);
        } finally {
            poke.run();
        }
    }
}
