package dev.tutti.kernel.home;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The symbolic link by which shells find a Tutti. The value only names it; its deeds look and change.
 *
 * @param path where it is or belongs, absolute; its last name is the program's
 */
public record ProgramLink(Path path) {

    private static final String NAME = "tutti";

    public ProgramLink {
        requireNonNull(path, "path");
    }

    /** The one in a folder of programs. */
    public static ProgramLink in(Path folder) {
        return new ProgramLink(folder.resolve(NAME));
    }

    /** What stands there. */
    public sealed interface Standing {

        record Nothing() implements Standing {}

        /** A link to a launcher, of whichever Tutti, or to one that is gone. */
        record Link(Path target) implements Standing {
            public Link {
                requireNonNull(target, "target");
            }
        }

        /** Something that is not ours to change. */
        record Foreign() implements Standing {}
    }

    public Standing look() {
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return new Standing.Nothing();
            }
            if (!Files.isSymbolicLink(path)) {
                return new Standing.Foreign();
            }
            Path target = path.resolveSibling(Files.readSymbolicLink(path)).normalize();
            boolean isOurs = Files.exists(target)
                    ? Installation.of(target).isPresent()
                    : String.valueOf(target.getFileName()).startsWith(NAME);
            return isOurs ? new Standing.Link(target) : new Standing.Foreign();
        } catch (IOException e) {
            return new Standing.Foreign();
        }
    }

    /** Whether a shell would run what stands there. */
    public boolean runs() {
        return Files.isExecutable(path);
    }

    /** Whether it leads to that launcher. */
    public boolean leadsTo(Path launcher) {
        try {
            return Files.isSymbolicLink(path) && Files.isSameFile(path, launcher);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Makes it lead to a launcher, in place of whatever stands there, at no moment missing; makes its folder.
     *
     * @return what stopped it
     */
    public Optional<String> put(Path launcher) {
        Path fresh = path.resolveSibling("." + path.getFileName() + ".new");
        try {
            Files.createDirectories(requireNonNull(path.getParent(), "folder"));
            Files.deleteIfExists(fresh);
            Files.createSymbolicLink(fresh, launcher);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(reason(e));
        }
    }

    /** @return what stopped it */
    public Optional<String> remove() {
        try {
            Files.deleteIfExists(path);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(reason(e));
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case NoSuchFileException none -> "nothing can be made at " + none.getFile();
            case FileAlreadyExistsException file -> file.getFile() + " is no folder";
            default -> String.valueOf(e.getMessage());
        };
    }
}
