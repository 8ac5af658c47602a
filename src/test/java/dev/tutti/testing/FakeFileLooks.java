package dev.tutti.testing;

import dev.tutti.kernel.path.FileLook;
import dev.tutti.kernel.path.FileLooks;
import dev.tutti.kernel.path.FileStamp;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A disk in memory whose files are written by hand. Every write is a later one. Safe for use by any thread. */
public final class FakeFileLooks implements FileLooks {

    private final Map<Path, FileLook> files = new ConcurrentHashMap<>();
    private final AtomicLong writes = new AtomicLong();

    /** Writes a file; its hash stands for the content and is not a real one. */
    public void write(Path file, String content) {
        long write = writes.incrementAndGet();
        FileStamp stamp = new FileStamp(FileStamp.Kind.FILE, content.length(), write, "file-" + file);
        files.put(file, new FileLook(stamp, Optional.of(sha256(content))));
    }

    /** What stands for the hash of a content. */
    public static String sha256(String content) {
        return String.format("%064x", content.hashCode());
    }

    /** The hashes of all files below a folder, by their paths from there. */
    public Map<String, String> below(Path folder) {
        Map<String, String> hashes = new HashMap<>();
        files.forEach((file, look) -> {
            if (file.startsWith(folder)) {
                look.sha256()
                        .ifPresent(hash -> hashes.put(folder.relativize(file).toString(), hash));
            }
        });
        return hashes;
    }

    /** Writes a file that is too large to be hashed. */
    public void writeLarge(Path file) {
        long write = writes.incrementAndGet();
        FileStamp stamp = new FileStamp(FileStamp.Kind.FILE, MAX_HASHED_BYTES + 1, write, "file-" + file);
        files.put(file, new FileLook(stamp, Optional.empty()));
    }

    public void delete(Path file) {
        files.remove(file);
    }

    @Override
    public FileStamp stamp(Path file) {
        return look(file).stamp();
    }

    @Override
    public Optional<String> sha1(Path file) {
        return look(file).sha256().map(hash -> hash.substring(24));
    }

    @Override
    public FileLook look(Path file) {
        return files.getOrDefault(file, FileLook.ABSENT);
    }
}
