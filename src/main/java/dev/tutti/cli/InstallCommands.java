package dev.tutti.cli;

import dev.tutti.kernel.home.Build;
import dev.tutti.kernel.home.Installation;
import dev.tutti.kernel.home.ProgramLink;
import dev.tutti.kernel.home.ProgramLink.Standing;
import dev.tutti.kernel.text.Foreign;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code tutti install}, {@code uninstall} and {@code upgrade}: the program itself on this machine. */
final class InstallCommands {

    private static final int PATH_MAX = 1_000;

    /** So many files are named. */
    private static final int NAMED_MAX = 20;

    private InstallCommands() {}

    /** What both have that put or take the link. */
    abstract static class Linking extends Basics {

        @Option(
                names = "--dir",
                paramLabel = "DIR",
                completionCandidates = Candidates.Folders.class,
                description = "the folder of programs; ~/.local/bin unless given")
        private Optional<Path> folder = Optional.empty();

        Linking(Call call) {
            super(call);
        }

        final Optional<Path> folder() {
            return folder;
        }

        /** Where links are looked for, the first being where one is made: the given folder, or those of the user's that shells know. */
        final List<Path> folders() {
            if (folder.isPresent()) {
                return List.of(call.directory().resolve(folder.get()).normalize());
            }
            Path home = Path.of(call.verb()
                    .environment()
                    .getOrDefault("HOME", call.desk().userHome().toString()));
            List<Path> usual = List.of(home.resolve(".local/bin"), home.resolve("bin"));
            return Stream.concat(usual.stream().filter(path()::contains), usual.stream())
                    .distinct()
                    .toList();
        }

        /** The folders of the caller's PATH. */
        final List<Path> path() {
            String path = call.verb().environment().getOrDefault("PATH", "");
            return Stream.of(path.split(":", -1))
                    .filter(entry -> entry.startsWith("/"))
                    .map(entry -> Path.of(entry).normalize())
                    .toList();
        }

        final int answer(String result, ProgramLink link, List<String> lines) {
            if (json) {
                ObjectNode document = call.object();
                document.put("result", result);
                document.put("link", link.path().toString());
                document.put("text", String.join("\n", lines));
                call.json(document);
            } else {
                lines.forEach(call::line);
            }
            return ExitCode.DONE;
        }

        final int refuse(String text, String next) {
            return call.fail(ExitCode.FAILED, text + "\n  Next step: " + next);
        }
    }

    private static String shown(Path path) {
        return Foreign.path(path.toString(), PATH_MAX);
    }

    @Command(
            name = "install",
            description = {
                "Put this Tutti on the PATH: a symbolic link in a folder of programs of yours.",
                "A link to another Tutti is turned to this one; anything else of that name stays."
            },
            footer = {"", "Example: tutti install", "Example: tutti install --dir ~/bin"})
    static final class Install extends Linking {

        Install(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Optional<Path> launcher = real(call.launcher());
            if (launcher.isEmpty()) {
                return refuse(
                        "what was called, " + shown(call.launcher()) + ", is no launcher of Tutti",
                        "call the file tutti of the folder that is to be installed");
            }
            ProgramLink link = ProgramLink.in(folders().getFirst());
            if (link.leadsTo(launcher.get())) {
                return answer("nothing", link, said(link, shown(link.path()) + " is there already"));
            }
            Standing before = link.look();
            if (before instanceof Standing.Foreign) {
                return refuse(
                        shown(link.path()) + " is something else than a link to Tutti and stays",
                        "move it away, or name another folder: tutti install --dir DIR");
            }
            Optional<String> trouble = link.put(launcher.get());
            if (trouble.isPresent()) {
                return refuse(
                        shown(link.path()) + " cannot be made: " + Foreign.line(trouble.get(), PATH_MAX),
                        "name a folder that you can write: tutti install --dir DIR");
            }
            String was =
                    before instanceof Standing.Link(Path target) ? ", which led to " + shown(target) + " before" : "";
            return answer(
                    "done", link, said(link, shown(link.path()) + " now leads to " + shown(launcher.get()) + was));
        }

        private List<String> said(ProgramLink link, String first) {
            List<String> lines = new ArrayList<>(List.of(first));
            Path folder = link.path().resolveSibling("").normalize();
            Optional<Path> shadow = path().stream()
                    .takeWhile(entry -> !entry.equals(folder))
                    .map(ProgramLink::in)
                    .filter(ProgramLink::runs)
                    .map(ProgramLink::path)
                    .findFirst();
            if (!path().contains(folder)) {
                lines.add(shown(folder) + " is not on your PATH. Next step: add this line to your shell's profile:");
                lines.add("  export PATH=\"" + shown(folder) + ":$PATH\"");
            } else {
                shadow.ifPresent(other -> lines.add("warning: shells find " + shown(other)
                        + " first. Next step: remove that, or change your PATH"));
            }
            lines.add("For completion of commands: tutti completion --help. To undo: tutti uninstall"
                    + folder().map(given -> " --dir " + Foreign.word(given.toString(), PATH_MAX))
                            .orElse(""));
            return lines;
        }
    }

    /** Links followed, if that is a launcher. */
    private static Optional<Path> real(Path launcher) {
        return Installation.of(launcher).map(installation -> installation.root().resolve(name(launcher)));
    }

    /** Which of the launchers, whatever a link to it is called. */
    private static String name(Path launcher) {
        try {
            return String.valueOf(launcher.toRealPath().getFileName());
        } catch (java.io.IOException e) {
            return "tutti";
        }
    }

    @Command(
            name = "uninstall",
            description = {
                "Take the link away that \"tutti install\" made.",
                "What you wired stays wired (tutti uninit), and so does what Tutti remembers (~/.tutti)."
            },
            footer = {"", "Example: tutti uninstall"})
    static final class Uninstall extends Linking {

        Uninstall(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Optional<Path> launcher = real(call.launcher());
            List<ProgramLink> links = folders().stream().map(ProgramLink::in).toList();
            Optional<ProgramLink> ours = links.stream()
                    .filter(link -> launcher.isPresent() && link.leadsTo(launcher.get()))
                    .findFirst();
            if (ours.isEmpty()) {
                String places = String.join(
                        " or ", folders().stream().map(InstallCommands::shown).toList());
                return answer("nothing", links.getFirst(), List.of("no link to this Tutti is in " + places));
            }
            Optional<String> trouble = ours.get().remove();
            return trouble.isPresent()
                    ? refuse(
                            shown(ours.get().path()) + " stays: " + Foreign.line(trouble.get(), PATH_MAX),
                            "remove it by hand")
                    : answer("done", ours.get(), gone(ours.get().path(), launcher.orElseThrow()));
        }

        /** Agents go on calling a link that their settings name. */
        private List<String> gone(Path link, Path launcher) {
            List<Path> callers = call.desk().settingsFiles().callersOf(link);
            List<String> lines = new ArrayList<>(List.of(shown(link) + " is gone"));
            if (!callers.isEmpty()) {
                lines.add("These settings still name it; agents there work without Tutti and report hooks that fail:");
                callers.stream().limit(NAMED_MAX).forEach(file -> lines.add("  " + shown(file)));
                if (callers.size() > NAMED_MAX) {
                    lines.add("  and " + (callers.size() - NAMED_MAX) + " more");
                }
                String program = Foreign.word(launcher.toString(), PATH_MAX);
                lines.add("Next step: in each of their repositories " + program + " uninit, or " + program
                        + " init to have them call that");
            }
            return lines;
        }
    }

    @Command(
            name = "upgrade",
            description = "How to get a newer Tutti than this one. Changes nothing.",
            footer = {"", "Example: tutti upgrade"})
    static final class Upgrade extends Basics {

        Upgrade(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Build build = call.desk().resident().entry().build();
            Optional<Installation> installation = Installation.of(call.launcher());
            boolean isCheckout = installation.isPresent() && installation.get().isCheckout();
            String root = installation
                    .map(known -> known.root().toString())
                    .orElse(call.launcher().resolveSibling("").toString());
            List<String> steps = isCheckout ? ofCheckout(root) : ofArchive();
            if (json) {
                ObjectNode document = call.object();
                document.put("version", build.version());
                document.put("build", build.id());
                document.put("root", root);
                document.put("kind", isCheckout ? "checkout" : "archive");
                steps.forEach(document.putArray("steps")::add);
                call.json(document);
                return ExitCode.DONE;
            }
            call.line("This is Tutti " + build.version() + ", build " + build.id() + ", "
                    + (isCheckout ? "in the checkout " : "unpacked in ") + Foreign.path(root, PATH_MAX));
            installation
                    .flatMap(Installation::build)
                    .filter(other -> !other.id().equals(build.id()))
                    .ifPresent(other -> call.line("On the disk lies build " + other.id() + ", " + other.version()
                            + "; the running daemon is another. Next step: tutti down"));
            call.line("To get a newer one:");
            steps.forEach(step -> call.line("  " + step));
            call.line(
                    "What you wired stays wired, and what Tutti remembers is kept: a newer one brings the store up to date.");
            return ExitCode.DONE;
        }

        private static List<String> ofCheckout(String root) {
            String quoted = Foreign.word(root, PATH_MAX);
            return List.of(
                    "cd " + quoted + " && git pull && ./mvnw -q -Dmaven.test.skip=true package",
                    "tutti down     # the next command or prompt starts the new build");
        }

        private static List<String> ofArchive() {
            return List.of(
                    "unpack the newer archive beside this one",
                    "run its install: ./tutti install     # turns the link on your PATH; a higher release takes over by itself");
        }
    }
}
