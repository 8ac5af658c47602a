package dev.tutti.kernel.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The machine's own files. Stateless, so any thread may use it. */
public final class DiskFiles implements TextFiles {

    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Map<PosixFilePermission, PosixFilePermission> RUN_BESIDE_READ = Map.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);

    @Override
    public FileText read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES
                    ? new FileText.Unreadable("it is larger than " + MAX_BYTES + " bytes")
                    : decode(bytes);
        } catch (NoSuchFileException e) {
            return Files.isSymbolicLink(file)
                    ? new FileText.Unreadable("it is a symbolic link to nothing")
                    : new FileText.Absent();
        } catch (AccessDeniedException e) {
            return new FileText.Unreadable("its permissions forbid reading it");
        } catch (IOException e) {
            return Files.isDirectory(file) ? new FileText.Unreadable("it is a folder") : unreadable(file, e);
        }
    }

    /** A path below a plain file has no content either. */
    private static FileText unreadable(Path file, IOException e) {
        Path folder = file.getParent();
        return folder != null && Files.exists(folder) && !Files.isDirectory(folder)
                ? new FileText.Unreadable(folder + " is not a folder")
                : new FileText.Unreadable("reading it failed: " + reason(e));
    }

    private static FileText decode(byte[] bytes) {
        try {
            return new FileText.Present(UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return new FileText.Unreadable("it is not UTF-8 text");
        }
    }

    @Override
    public void replace(Path file, String text, Audience audience) {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw new FilesException(
                    FilesException.Code.TOO_LARGE,
                    file + ": " + bytes.length + " bytes are more than the limit of " + MAX_BYTES);
        }
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file;
            Path folder = target.toAbsolutePath().getParent();
            if (folder == null || Files.isDirectory(target)) {
                throw new FilesException(FilesException.Code.NOT_A_FILE, file + ": it is a folder");
            }
            if (Files.exists(target) && !Files.isWritable(target)) {
                throw new AccessDeniedException(target.toString(), null, "the file is read-only");
            }
            createFolders(folder, audience);
            writeBeside(folder, target, bytes, audience);
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw failed("writing " + file, e);
        }
    }

    @Override
    public void replaceLightly(Path file, String text) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FilesException(FilesException.Code.NOT_A_FILE, file + ": it is a folder");
        }
        try {
            createFolders(folder, Audience.USUAL);
            Path draft = Files.createTempFile(folder, ".tutti-", ".draft", only(OWNER_FILE));
            try {
                Files.writeString(draft, text);
                Files.setPosixFilePermissions(draft, usual(folder));
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw failed("writing " + file, e);
        }
    }

    static void createFolders(Path folder, Audience audience) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (audience == Audience.OWNER) {
            Files.createDirectories(folder, only(OWNER_FOLDER));
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            createFolders(parent, audience);
        }
        try {
            Files.createDirectory(folder);
            if (parent != null) {
                Files.setPosixFilePermissions(folder, opened(parent));
            }
        } catch (FileAlreadyExistsException e) {
            // Somebody else made it just now, or a file is in its place, which the writing will say.
        }
    }

    private static FileAttribute<?>[] only(Set<PosixFilePermission> permissions) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }

    private static void writeBeside(Path folder, Path target, byte[] bytes, Audience audience) throws IOException {
        Path draft = Files.createTempFile(folder, ".tutti-", ".draft", only(OWNER_FILE));
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.setPosixFilePermissions(draft, permissions(target, folder, audience));
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        try (FileChannel entry = FileChannel.open(folder)) {
            entry.force(true);
        }
    }

    private static Set<PosixFilePermission> permissions(Path target, Path folder, Audience audience)
            throws IOException {
        if (Files.exists(target)) {
            return Files.getPosixFilePermissions(target);
        }
        return switch (audience) {
            case OWNER -> OWNER_FILE;
            case USUAL -> usual(folder);
            case PROGRAM -> runnable(usual(folder));
        };
    }

    private static Set<PosixFilePermission> runnable(Set<PosixFilePermission> readable) {
        Set<PosixFilePermission> both = EnumSet.copyOf(readable);
        RUN_BESIDE_READ.forEach((read, run) -> {
            if (readable.contains(read)) {
                both.add(run);
            }
        });
        return both;
    }

    /** For whom the folder is. The umask would be that of whoever started the daemon, not of the one who asks. */
    private static Set<PosixFilePermission> opened(Path folder) throws IOException {
        Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
        open.addAll(OWNER_FOLDER);
        open.remove(PosixFilePermission.OTHERS_WRITE);
        return open;
    }

    static Set<PosixFilePermission> usual(Path folder) throws IOException {
        Set<PosixFilePermission> open = opened(folder);
        open.removeAll(RUN_BESIDE_READ.values());
        return open;
    }

    @Override
    public void delete(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new FilesException(FilesException.Code.NOT_A_FILE, file + ": it is a folder");
            }
            Files.deleteIfExists(file);
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw failed("removing " + file, e);
        }
    }

    @Override
    public boolean deleteFolderIfEmpty(Path folder) {
        try {
            return Files.isDirectory(folder) && !Files.isSymbolicLink(folder) && Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return false;
        } catch (IOException | ReadOnlyFileSystemException e) {
            return false;
        }
    }

    @Override
    public List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw failed("listing " + folder, e);
        }
    }

    @Override
    public Reach reach(Path path) {
        if (!Files.exists(path)) {
            return Reach.MISSING;
        }
        if (!Files.isRegularFile(path)) {
            return Reach.NOT_A_FILE;
        }
        return Files.isExecutable(path) ? Reach.EXECUTABLE : Reach.FILE;
    }

    @Override
    public Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException nothing) {
            return path;
        }
    }

    static FilesException failed(String what, Exception e) {
        FilesException.Code code = switch (e) {
            case AccessDeniedException denied -> FilesException.Code.NOT_ALLOWED;
            case ReadOnlyFileSystemException readOnly -> FilesException.Code.NOT_ALLOWED;
            case NotDirectoryException notFolder -> FilesException.Code.NOT_A_FILE;
            case FileAlreadyExistsException exists -> FilesException.Code.NOT_A_FILE;
            default -> FilesException.Code.BROKEN;
        };
        return new FilesException(code, what + " failed: " + reason(e), e);
    }

    private static String reason(Exception e) {
        if (e instanceof AccessDeniedException denied && denied.getReason() == null) {
            return "permission denied";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
