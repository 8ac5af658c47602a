package dev.tutti.files;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is written into a working tree: a few lines each, which call the launcher and keep nothing.
 *
 * @param launcher the launcher as its person calls it, absolute
 * @param programs Tutti's folder of programs beside the real launcher: {@code libexec}
 */
record CommandTexts(Path launcher, Path programs) {

    CommandTexts {
        requireNonNull(launcher, "launcher");
        requireNonNull(programs, "programs");
    }

    /** Where the same commands stand for every repository, to be put on a PATH. */
    Path onPath() {
        return programs.resolve("compat");
    }

    /** All files of one tree, in the order in which they are shown. */
    Map<Path, Text> in(CoordinationFolder folder) {
        Map<Path, Text> texts = new LinkedHashMap<>();
        CoordinationFolder.COMMANDS.forEach(name -> texts.put(folder.command(name), new Text(command(name), true)));
        texts.put(folder.library(), new Text(library(), false));
        return texts;
    }

    /** What a file is to hold, and whether it is run. */
    record Text(String text, boolean program) {
        Text {
            requireNonNull(text, "text");
        }
    }

    /** The launcher is sourced, since a second shell would cost as much as all the rest; it ends with an exit. */
    private String command(String name) {
        return """
                #!/bin/bash -p
                # %1$s of the documents. "tutti init --compat" put it here, "tutti uninit" takes it away.
                tutti=%2$s
                [[ -r $tutti ]] && . "$tutti" %1$s "$@"
                exec tutti %1$s "$@"
                """.formatted(name, quoted(launcher));
    }

    private String library() {
        return """
                # The documents' coord_* functions. "tutti init --compat" put this here, "tutti uninit" takes it away.
                _coord_tutti=%s
                . %s
                """.formatted(quoted(launcher), quoted(programs.resolve("coordination.bash")));
    }

    /** The documents call it with python3. */
    String script() {
        return """
                #!/usr/bin/env python3
                # pool-query.py of the documents. "tutti init --compat" put it here, "tutti uninit" takes it away.
                import os, sys
                tutti = %s
                words = ["tutti", "pool-query"] + sys.argv[1:]
                if os.access(tutti, os.X_OK):
                    os.execv(tutti, words)
                os.execvp("tutti", words)
                """.formatted("'" + launcher.toString().replace("\\", "\\\\").replace("'", "\\'") + "'");
    }

    /** A word of the shell, whatever is in it. */
    static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
