package dev.tutti.kernel.store;

import dev.tutti.kernel.store.StoreException.Code;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The folder that a SQLite store lies in. */
final class StoreFolder {

    /** Disks that several machines may share, as Linux and macOS name their types; SQLite's locks do not hold there. */
    private static final Set<String> SHARED_TYPES = Set.of(
            "nfs",
            "nfs3",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "afpfs",
            "afs",
            "9p",
            "ceph",
            "lustre",
            "glusterfs",
            "gfs2",
            "ocfs2",
            "beegfs",
            "davfs",
            "webdav",
            "fuse.sshfs",
            "fuse.rclone",
            "fuse.glusterfs",
            "fuse.ceph",
            "fuse.davfs",
            "fuse.davfs2",
            "fuse.s3fs",
            "fuse.gcsfuse");

    /** Folders whose files a service copies to other machines behind the daemon's back. */
    private static final Set<String> SYNCED_FOLDERS =
            Set.of("dropbox", "onedrive", "google drive", "googledrive", "nextcloud", "mobile documents");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final System.Logger LOG = System.getLogger(StoreFolder.class.getName());

    private StoreFolder() {}

    /** Makes the folder when it is not there, private to its user, and refuses one that several machines share. */
    static void prepare(SqliteSettings settings) {
        Path folder = settings.folder();
        try {
            Files.createDirectories(folder, privateToUser("rwx------"));
            if (!settings.allowSharedDisk()) {
                refuseShared(folder, typeOf(folder));
            }
            if (Files.notExists(settings.file())) {
                Files.createFile(settings.file(), privateToUser("rw-------"));
            }
        } catch (IOException e) {
            throw new StoreException(
                    Code.READ_ONLY,
                    "The folder " + folder + " cannot be used for the store (" + e + "); make it a folder that can be"
                            + " written, or set TUTTI_HOME to one.",
                    e);
        }
    }

    /** The disk's type; empty where the system does not say, as in some containers. */
    private static String typeOf(Path folder) {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the type of the disk under " + folder + " is not known", e);
            return "";
        }
    }

    static void refuseShared(Path folder, String type) {
        if (SHARED_TYPES.contains(type.toLowerCase(Locale.ROOT))) {
            throw shared(folder, "lies on a network disk (" + type + ")");
        }
        for (Path part : folder) {
            if (SYNCED_FOLDERS.contains(part.toString().toLowerCase(Locale.ROOT))) {
                throw shared(folder, "is copied to other machines (" + part + ")");
            }
        }
    }

    /** Notes beside the file that it was found damaged, so that the next start checks it whatever its size. */
    static void suspect(Path file) {
        try {
            Files.writeString(suspectOf(file), "found damaged while in use\n");
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the damage of " + file + " could not be noted", e);
        }
    }

    static boolean isSuspect(Path file) {
        return Files.exists(suspectOf(file));
    }

    /** Forgets the note: the file was checked, or is another one. */
    static void clear(Path file) {
        try {
            Files.deleteIfExists(suspectOf(file));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the note on " + file + " could not be removed", e);
        }
    }

    private static Path suspectOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".suspect");
    }

    /** Moves the file and its companions out of the way; returns where it lies now. */
    static Path keepAside(Path file, Instant now) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + TIME.format(now));
        try {
            for (int i = 2; Files.exists(aside); i++) {
                aside = file.resolveSibling(file.getFileName() + ".damaged-" + TIME.format(now) + "-" + i);
            }
            for (String companion : List.of("", "-wal", "-shm")) {
                Path from = file.resolveSibling(file.getFileName() + companion);
                if (Files.exists(from)) {
                    Files.move(from, aside.resolveSibling(aside.getFileName() + companion));
                }
            }
            return aside;
        } catch (IOException e) {
            throw new StoreException(
                    Code.DAMAGED,
                    "The store " + file + " is damaged and could not be moved aside (" + e + "); move it yourself.",
                    e);
        }
    }

    private static FileAttribute<?>[] privateToUser(String mode) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static StoreException shared(Path folder, String why) {
        return new StoreException(
                Code.REFUSED,
                "The store's folder " + folder + " " + why + ", where one daemon cannot be kept from another. Set"
                        + " TUTTI_HOME to a local disk, use PostgreSQL (TUTTI_STORE), or, when only this machine uses"
                        + " it, set store.shared_disk = \"allow\" in config.toml (or TUTTI_STORE_SHARED_DISK=allow).");
    }
}
