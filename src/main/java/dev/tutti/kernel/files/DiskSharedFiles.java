package dev.tutti.kernel.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/** The machine's own files, as {@link SharedFiles}. Stateless, so any thread may use it. */
public final class DiskSharedFiles implements SharedFiles {

    private static final FileAttribute<?> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    @Override
    public Content read(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return new Content.Unreadable("it is no file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                return bytes.length > MAX_BYTES
                        ? new Content.Unreadable("it is larger than " + MAX_BYTES + " bytes")
                        : new Content.Present(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
            }
        } catch (NoSuchFileException e) {
            return new Content.Absent();
        } catch (AccessDeniedException e) {
            return new Content.Unreadable("its permissions forbid reading it");
        } catch (IOException e) {
            return new Content.Unreadable("reading it failed: " + e.getMessage());
        }
    }

    /** The system moves to the end and writes in one step, so that lines of several programs do not mix. */
    @Override
    public void append(Path file, String text) {
        try {
            createFolder(file);
            try (SeekableByteChannel end = Files.newByteChannel(
                    file, EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), OWNER_FILE)) {
                ByteBuffer rest = ByteBuffer.wrap(text.getBytes(UTF_8));
                while (rest.hasRemaining()) {
                    end.write(rest);
                }
            }
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw failed("writing " + file, e);
        }
    }

    @Override
    public boolean setAside(Path file, Path aside) {
        try {
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw failed("renaming " + file, e);
        }
    }

    /** A link to a finished draft: the only step that neither replaces a file nor shows a part of one. */
    @Override
    public boolean place(Path file, String text, Path like) {
        try {
            createFolder(file);
            Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".tutti-", ".draft", OWNER_FILE);
            try {
                Files.writeString(draft, text);
                if (Files.exists(like)) {
                    Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(like));
                }
                return link(file, draft);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw failed("writing " + file, e);
        }
    }

    @Override
    public Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException nothing) {
            return path;
        }
    }

    /** A disk without links has no such step; there a file that is made in between is replaced. */
    private static boolean link(Path file, Path draft) throws IOException {
        try {
            Files.createLink(file, draft);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            if (Files.exists(file)) {
                return false;
            }
            Files.move(draft, file);
            return true;
        }
    }

    private static void createFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, OWNER_FOLDER);
        }
    }

    private static FilesException failed(String what, Exception e) {
        FilesException.Code code = e instanceof AccessDeniedException || e instanceof ReadOnlyFileSystemException
                ? FilesException.Code.NOT_ALLOWED
                : FilesException.Code.BROKEN;
        String reason = e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
        return new FilesException(code, what + " failed: " + reason, e);
    }
}
