package dev.tutti.daemon;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.Customs;
import dev.tutti.flows.FlowSettings;
import dev.tutti.flows.PathGlob;
import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.config.ConfigurationReader;
import dev.tutti.kernel.config.Reading;
import dev.tutti.kernel.home.ClosedPaths;
import dev.tutti.kernel.home.HomeException;
import dev.tutti.kernel.path.FileLooks;
import dev.tutti.kernel.path.FileStamp;
import dev.tutti.projects.Ground;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The user's settings, and on each ground those that its project adds in {@code .tutti.toml}, which is read from the primary
 * working tree alone and again when its file has changed. What fails closed is told to the launchers, which must know it when
 * this process is gone. Safe from any thread.
 */
final class ProjectSettings implements Customs {

    static final String FILE = ".tutti.toml";

    private static final System.Logger LOG = System.getLogger("dev.tutti.daemon");
    private static final int REMEMBERED_MAX = 1_000;

    private final FileLooks files;
    private final ConfigurationReader reader = new ConfigurationReader(Settings.ALL);
    private final Configuration configuration;
    private final FlowSettings usual;
    private final Launchers launchers;
    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();
    private final Map<Path, List<PathGlob>> closed = new ConcurrentHashMap<>();

    /**
     * @param configuration the user's
     * @param host this daemon's lease
     */
    ProjectSettings(FileLooks files, Configuration configuration, long host, Launchers launchers) {
        this.files = requireNonNull(files, "files");
        this.configuration = requireNonNull(configuration, "configuration");
        this.usual = LockSettings.of(host, configuration);
        this.launchers = requireNonNull(launchers, "launchers");
    }

    /** Where launchers learn what fails closed. */
    record Launchers(ClosedPaths paths, Background background) {
        Launchers {
            requireNonNull(paths, "paths");
            requireNonNull(background, "background");
        }
    }

    /** Runs what an answer need not wait for. */
    interface Background {
        void run(String what, Runnable work);
    }

    /** A project's file as it was read last; settings stay in force while a newer file is mistaken. */
    private record Seen(FileStamp stamp, Optional<Reading> reading, FlowSettings settings) {}

    @Override
    public FlowSettings usual() {
        return usual;
    }

    @Override
    public FlowSettings on(Ground ground) {
        if (ground.kind() == Ground.Kind.USER) {
            return usual;
        }
        FlowSettings settings = seen(ground).settings();
        if (!settings.failClosed().equals(closed.getOrDefault(ground.root(), usual.failClosed()))) {
            closed.put(ground.root(), settings.failClosed());
            launchers.background().run("telling launchers what fails closed", this::tellLaunchers);
        }
        return settings;
    }

    @Override
    public Optional<Reading> reading(Ground ground) {
        return ground.kind() == Ground.Kind.USER
                ? Optional.empty()
                : seen(ground).reading();
    }

    private Seen seen(Ground ground) {
        Path file = ground.primaryRoot().resolve(FILE);
        FileStamp stamp = files.stamp(file);
        Seen last = seen.get(file);
        return last != null && last.stamp().equals(stamp) ? last : read(file, stamp);
    }

    private synchronized Seen read(Path file, FileStamp stamp) {
        Optional<Seen> last = Optional.ofNullable(seen.get(file));
        Seen now = stamp.kind() == FileStamp.Kind.FILE
                ? judged(file, stamp, last)
                : new Seen(stamp, Optional.empty(), usual);
        if (seen.size() >= REMEMBERED_MAX) {
            seen.clear();
        }
        seen.put(file, now);
        return now;
    }

    private Seen judged(Path file, FileStamp stamp, Optional<Seen> last) {
        Reading reading = reader.read(configuration, file);
        return switch (reading) {
            case Reading.Whole whole -> {
                whole.notes().forEach(note -> LOG.log(System.Logger.Level.WARNING, file + ": " + note));
                yield new Seen(stamp, Optional.of(reading), LockSettings.of(usual.host(), whole.configuration()));
            }
            case Reading.Refused refused -> {
                LOG.log(
                        System.Logger.Level.WARNING,
                        file + " is mistaken, what was read before stays in force: " + refused.text());
                yield new Seen(
                        stamp, Optional.of(reading), last.map(Seen::settings).orElse(usual));
            }
        };
    }

    /** Writes what launchers must know; what cannot be written is tried again with the next change. */
    synchronized void tellLaunchers() {
        List<ClosedPaths.Rule> rules = new ArrayList<>();
        usual.failClosed().forEach(glob -> rules.add(rule(Optional.empty(), glob)));
        closed.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> entry.getValue().stream()
                        .filter(glob -> !usual.failClosed().contains(glob))
                        .forEach(glob -> rules.add(rule(Optional.of(entry.getKey()), glob))));
        try {
            launchers.paths().write(rules);
        } catch (HomeException failed) {
            LOG.log(System.Logger.Level.WARNING, "launchers do not know what fails closed: " + failed.getMessage());
        }
    }

    private static ClosedPaths.Rule rule(Optional<Path> root, PathGlob glob) {
        return new ClosedPaths.Rule(root, glob.exact().expression());
    }
}
