package dev.tutti.cli;

import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.config.ConfigurationReader;
import dev.tutti.kernel.config.Origin;
import dev.tutti.kernel.config.Problem;
import dev.tutti.kernel.config.Reading;
import dev.tutti.kernel.config.SettingLine;
import dev.tutti.kernel.config.Sources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the user's file of settings differs from what the daemon began with, which is what is in force: a change counts from the
 * next start, and a mistake would prevent that start. Reads the file and nothing else.
 *
 * @param mistakes of the file as it is now; a daemon does not start with any
 * @param changed names of settings that the next daemon will have otherwise
 */
record LaterSettings(List<Problem> mistakes, List<String> changed) {

    LaterSettings {
        mistakes = List.copyOf(mistakes);
        changed = List.copyOf(changed);
    }

    static LaterSettings of(Configuration running, Path file) {
        return switch (new ConfigurationReader(running.settings()).read(Sources.of(Map.of(), file))) {
            case Reading.Refused refused -> new LaterSettings(refused.problems(), List.of());
            case Reading.Whole whole ->
                new LaterSettings(
                        List.of(),
                        changed(running.lines(), whole.configuration().lines()));
        };
    }

    /** What the environment says goes before the file, whatever stands there. */
    private static List<String> changed(List<SettingLine> running, List<SettingLine> file) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
            SettingLine now = running.get(i);
            boolean ofFile = now.origin() == Origin.USER || now.origin() == Origin.DEFAULT;
            if (ofFile && !now.value().equals(file.get(i).value())) {
                names.add(now.name());
            }
        }
        return names;
    }
}
