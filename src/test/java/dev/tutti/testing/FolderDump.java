package dev.tutti.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything below a folder, to be compared with what it was before: names, kinds, times of change, contents. */
public final class FolderDump {

    private FolderDump() {}

    /** By path relative to the folder, the folder itself included. */
    public static Map<String, String> of(Path folder) {
        Map<String, String> dump = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                dump.put(folder.relativize(path).toString(), of(path, Files.readAttributes(path, "unix:*")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return dump;
    }

    private static String of(Path path, Map<String, Object> attributes) throws IOException {
        String look = attributes.get("mode") + " " + attributes.get("ino") + " " + attributes.get("lastModifiedTime")
                + " " + attributes.get("ctime");
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                ? look + " " + Files.readString(path, java.nio.charset.StandardCharsets.ISO_8859_1)
                : look;
    }
}
