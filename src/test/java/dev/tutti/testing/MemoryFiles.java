package dev.tutti.testing;

import dev.tutti.kernel.files.FileText;
import dev.tutti.kernel.files.FilesException;
import dev.tutti.kernel.files.TextFiles;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Files in memory, for tests: they remember which folders were made, and break on the write one chooses. For one thread.
 */
public final class MemoryFiles implements TextFiles {

    private final Map<Path, String> texts = new TreeMap<>();
    private final Set<Path> folders = new HashSet<>();
    private final Set<Path> executables = new HashSet<>();
    private final Map<Path, String> unreadable = new TreeMap<>();
    private final Map<Path, Path> links = new TreeMap<>();
    private final Set<Path> refusing = new HashSet<>();

    /** Puts a file there, with its folders. */
    public MemoryFiles with(Path file, String text) {
        texts.put(file, text);
        makeFolders(file);
        return this;
    }

    public MemoryFiles withFolder(Path folder) {
        makeFolders(folder.resolve("x"));
        return this;
    }

    public MemoryFiles withExecutable(Path file) {
        executables.add(file);
        return with(file, "");
    }

    /** An executable file that is a symbolic link. */
    public MemoryFiles withLink(Path file, Path target) {
        links.put(file, target);
        return withExecutable(file);
    }

    /** Lets reading this file fail for the given reason. */
    public MemoryFiles withUnreadable(Path file, String why) {
        unreadable.put(file, why);
        return this;
    }

    /** Lets every write and removal of this file fail from now on. */
    public MemoryFiles refusing(Path file) {
        refusing.add(file);
        return this;
    }

    public void obeyAgain() {
        refusing.clear();
    }

    public boolean hasFolder(Path folder) {
        return folders.contains(folder);
    }

    public Map<Path, String> all() {
        return Map.copyOf(texts);
    }

    @Override
    public FileText read(Path file) {
        String why = unreadable.get(file);
        if (why != null) {
            return new FileText.Unreadable(why);
        }
        String text = texts.get(file);
        return text == null ? new FileText.Absent() : new FileText.Present(text);
    }

    @Override
    public void replace(Path file, String text, Audience audience) {
        refuseIfTold(file);
        with(file, text);
        if (audience == Audience.PROGRAM) {
            executables.add(file);
        }
    }

    @Override
    public void replaceLightly(Path file, String text) {
        refuseIfTold(file);
        with(file, text);
    }

    @Override
    public void delete(Path file) {
        refuseIfTold(file);
        texts.remove(file);
    }

    private void refuseIfTold(Path file) {
        if (refusing.contains(file)) {
            throw new FilesException(FilesException.Code.NOT_ALLOWED, "writing " + file + " failed: permission denied");
        }
    }

    @Override
    public boolean deleteFolderIfEmpty(Path folder) {
        boolean empty = texts.keySet().stream().noneMatch(file -> file.startsWith(folder))
                && folders.stream().noneMatch(each -> !each.equals(folder) && each.startsWith(folder));
        return empty && folders.remove(folder);
    }

    @Override
    public List<Path> list(Path folder) {
        return texts.keySet().stream()
                .filter(file -> folder.equals(file.getParent()))
                .toList();
    }

    @Override
    public Reach reach(Path path) {
        if (folders.contains(path)) {
            return Reach.NOT_A_FILE;
        }
        if (!texts.containsKey(path)) {
            return Reach.MISSING;
        }
        return executables.contains(path) ? Reach.EXECUTABLE : Reach.FILE;
    }

    @Override
    public Path real(Path path) {
        return links.getOrDefault(path, path);
    }

    private void makeFolders(Path file) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            folders.add(folder);
        }
    }
}
