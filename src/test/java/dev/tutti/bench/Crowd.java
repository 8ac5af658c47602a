package dev.tutti.bench;

import dev.tutti.testing.built.HookTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Instances that stand in a project and hold locks there, made by hooks alone. All are of this very process. */
record Crowd(List<HookTexts> members) {

    static final long PID = ProcessHandle.current().pid();

    /** Delivers an event of the process with a pid and answers what the host would read. */
    @FunctionalInterface
    interface Door {
        String hook(String event, long pid);
    }

    static Crowd of(int size, Path project) {
        return new Crowd(IntStream.range(0, size)
                .mapToObj(i -> new HookTexts("crowd-" + i, project))
                .toList());
    }

    HookTexts member(int i) {
        return members.get(Math.floorMod(i, members.size()));
    }

    /** Takes so many locks, evenly; the calls that took them never end. */
    void take(Door door, int locks) {
        members.forEach(member -> door.hook(member.start(), PID));
        for (int i = 0; i < locks; i++) {
            HookTexts member = member(i);
            Path file = member.directory().resolve("crowd/folder" + i % 37 + "/file" + i);
            String said = door.hook(member.before(file, "crowd-call-" + i), PID);
            if (said.contains("deny")) {
                throw new IllegalStateException("a lock of the crowd was refused: " + said);
            }
        }
    }

    /** Lets every member edit something and end the call, so often that the daemon's code has become warm. */
    void warmUp(Door door, int edits) {
        for (int i = 0; i < edits; i++) {
            HookTexts member = member(i);
            Path file = member.directory().resolve("warm/file" + i);
            door.hook(member.before(file, "warm-" + i, 30_000), PID);
            door.hook(member.after(file, "warm-" + i), PID);
        }
    }

    /** Has a member edit a file, so that it holds it from then on with an uncommitted change, its turn running. */
    static void hold(Door door, HookTexts member, Path file) throws IOException {
        String call = "hold-" + file.getFileName();
        door.hook(member.before(file, call), PID);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "changed by " + member.session() + " at " + System.nanoTime() + "\n");
        door.hook(member.after(file, call), PID);
    }
}
