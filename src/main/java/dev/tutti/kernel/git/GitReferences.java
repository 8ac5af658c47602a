package dev.tutti.kernel.git;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads HEAD and the references it names, loose or packed. */
final class GitReferences {

    private static final int MAX_BYTES = 4 * 1024;
    private static final int MAX_PACKED_LINES = 2_000_000;
    private static final int MAX_STEPS = 5;
    private static final int SHORT_HASH = 8;
    private static final String REF = "ref:";
    private static final String BRANCHES = "refs/heads/";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private final SmallFiles files;

    GitReferences(SmallFiles files) {
        this.files = requireNonNull(files, "files");
    }

    Optional<String> branch(GitPlace place) {
        return head(place).flatMap(GitReferences::branchOf);
    }

    private static Optional<String> branchOf(String head) {
        Optional<String> reference = referenceIn(head);
        if (reference.isPresent()) {
            String name = reference.get();
            return name.equals("refs/heads/.invalid")
                    ? Optional.empty()
                    : Optional.of(name.startsWith(BRANCHES) ? name.substring(BRANCHES.length()) : name);
        }
        return Optional.of(head).filter(GitReferences::isHash).map(hash -> hash.substring(0, SHORT_HASH));
    }

    Optional<String> commit(GitPlace place) {
        Optional<String> value = head(place);
        for (int step = 0; step < MAX_STEPS && value.isPresent(); step++) {
            Optional<String> reference = referenceIn(value.get());
            if (reference.isEmpty()) {
                return value.filter(GitReferences::isHash);
            }
            value = value(place, reference.get());
        }
        return Optional.empty();
    }

    private Optional<String> head(GitPlace place) {
        return files.line(place.gitDir().resolve("HEAD"), MAX_BYTES);
    }

    private Optional<String> value(GitPlace place, String reference) {
        if (reference.contains("..")) {
            return Optional.empty();
        }
        return loose(place.gitDir(), reference)
                .or(() -> loose(place.commonDir(), reference))
                .or(() -> packed(place.commonDir().resolve("packed-refs"), reference));
    }

    private Optional<String> loose(Path folder, String reference) {
        return SmallFiles.path(folder, reference)
                .flatMap(file -> files.line(file, MAX_BYTES))
                .filter(line -> !line.isEmpty());
    }

    private static Optional<String> packed(Path file, String reference) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String end = " " + reference;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return lines.lines()
                    .limit(MAX_PACKED_LINES)
                    .filter(line -> line.endsWith(end))
                    .map(line -> line.substring(0, line.length() - end.length()))
                    .findFirst();
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> referenceIn(String head) {
        return head.startsWith(REF) ? Optional.of(head.substring(REF.length()).strip()) : Optional.empty();
    }

    private static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }
}
