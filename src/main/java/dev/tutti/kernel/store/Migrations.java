package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The migrations this build carries, oldest first, as the resource {@code db/migration/index} lists them.
 *
 * <p>A file is named {@code V<number>__<room>.sql}, numbers run from 1 without gaps. Its first line says
 * {@code -- compatible-from: N}: builds that know the schema up to N or later go on working after it. A file that only
 * adds tables repeats the number of the one before it.
 *
 * @param all at least one
 */
record Migrations(List<Migration> all) {

    /** One file. */
    record Migration(int version, int compatibleFrom, String file, String text) {

        Migration {
            requireNonNull(file, "file");
            requireNonNull(text, "text");
            if (compatibleFrom < 1 || compatibleFrom > version) {
                throw new IllegalArgumentException(
                        file + ": compatible-from must be 1 to " + version + ", got " + compatibleFrom);
            }
        }
    }

    static final String FOLDER = "db/migration/";

    private static final Pattern FILE = Pattern.compile("V(\\d+)__[a-z0-9_]+\\.sql");
    private static final Pattern FIRST_LINE = Pattern.compile("\\A-- compatible-from: (\\d+)\\n");

    Migrations {
        all = List.copyOf(all);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).version() != i + 1) {
                throw new IllegalArgumentException(all.get(i).file() + " stands at place " + (i + 1));
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no migrations");
        }
    }

    /** Those of this build. */
    static Migrations ofThisBuild() {
        return new Migrations(
                read("index").lines().map(file -> parse(file, read(file))).toList());
    }

    static Migration parse(String file, String text) {
        Matcher name = FILE.matcher(file);
        Matcher line = FIRST_LINE.matcher(text);
        if (!name.matches() || !line.find()) {
            throw new IllegalArgumentException(
                    file + " must be named V<number>__<room>.sql and begin with the line -- compatible-from: N");
        }
        return new Migration(Integer.parseInt(name.group(1)), Integer.parseInt(line.group(1)), file, text);
    }

    int version() {
        return all.size();
    }

    /** The oldest schema version whose builds may go on with ours. */
    int minCompatible() {
        return all.stream().mapToInt(Migration::compatibleFrom).max().orElseThrow();
    }

    /** Changes when any text does. */
    String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            all.forEach(migration -> digest.update(migration.text().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String file) {
        try (InputStream in = Migrations.class.getClassLoader().getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks " + FOLDER + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
