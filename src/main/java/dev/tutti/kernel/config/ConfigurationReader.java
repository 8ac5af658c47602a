package dev.tutti.kernel.config;

import dev.tutti.kernel.config.Configuration.Chosen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the sources and lets the right one win. Immutable; each reading is on its own. */
public final class ConfigurationReader {

    /** What is the user's, the strongest first. */
    private static final List<Origin> USERS = List.of(Origin.FLAG, Origin.ENVIRONMENT, Origin.USER);

    private final List<Setting<?>> settings;

    public ConfigurationReader(List<Setting<?>> settings) {
        this.settings = List.copyOf(settings);
    }

    /** Reads everything there is and reports all mistakes of all sources at once. */
    public Reading read(Sources sources) {
        List<Problem> problems = new ArrayList<>();
        List<Problem> notes = new ArrayList<>();
        Map<Origin, Map<String, Given>> given = given(sources, problems);
        Map<Setting<?>, Chosen<?>> chosen = new HashMap<>();
        for (Setting<?> setting : settings) {
            choose(setting, given, problems, notes).ifPresent(value -> chosen.put(setting, value));
        }
        return problems.isEmpty()
                ? new Reading.Whole(new Configuration(settings, chosen), notes)
                : new Reading.Refused(problems);
    }

    /**
     * What is in force in a project: what was read before, without any project, and the project's own file.
     *
     * @param project its {@code .tutti.toml}; need not exist
     */
    public Reading read(Configuration user, Path project) {
        List<Problem> problems = new ArrayList<>();
        List<Problem> notes = new ArrayList<>();
        Map<String, Given> given = fromFile(Optional.of(project), problems);
        refuseUnknown(given, problems);
        Map<Setting<?>, Chosen<?>> chosen = new HashMap<>();
        for (Setting<?> setting : settings) {
            choose(setting, user, given, problems, notes).ifPresent(value -> chosen.put(setting, value));
        }
        return problems.isEmpty()
                ? new Reading.Whole(new Configuration(settings, chosen), notes)
                : new Reading.Refused(problems);
    }

    private static <T> Optional<Chosen<T>> choose(
            Setting<T> setting,
            Configuration user,
            Map<String, Given> project,
            List<Problem> problems,
            List<Problem> notes) {
        return together(setting, user.chosen(setting), ofProject(setting, project, problems, notes));
    }

    private Map<Origin, Map<String, Given>> given(Sources sources, List<Problem> problems) {
        Map<Origin, Map<String, Given>> given = new EnumMap<>(Origin.class);
        Map<String, Given> flags = new LinkedHashMap<>();
        sources.flags().forEach((name, text) -> flags.put(name, new Given(text, "--" + name)));
        given.put(Origin.FLAG, flags);
        given.put(Origin.ENVIRONMENT, fromEnvironment(sources.environment()));
        given.put(Origin.USER, fromFile(sources.user(), problems));
        given.put(Origin.PROJECT, fromFile(sources.project(), problems));
        List.of(Origin.FLAG, Origin.USER, Origin.PROJECT)
                .forEach(origin -> refuseUnknown(given.getOrDefault(origin, Map.of()), problems));
        return given;
    }

    private Map<String, Given> fromEnvironment(Map<String, String> environment) {
        Map<String, Given> values = new LinkedHashMap<>();
        for (Setting<?> setting : settings) {
            String text = environment.getOrDefault(setting.variable(), "");
            if (!text.isEmpty()) {
                values.put(setting.name(), new Given(text, setting.variable()));
            }
        }
        return values;
    }

    private static Map<String, Given> fromFile(Optional<Path> file, List<Problem> problems) {
        return file.filter(Files::exists)
                .map(path -> new TomlFile(path).read(problems))
                .orElse(Map.of());
    }

    private void refuseUnknown(Map<String, Given> values, List<Problem> problems) {
        values.forEach((name, given) -> {
            if (settings.stream().noneMatch(setting -> setting.name().equals(name))) {
                problems.add(
                        new Problem(given.where(), "there is no setting " + name + "; tutti config lists them all"));
            }
        });
    }

    private <T> Optional<Chosen<T>> choose(
            Setting<T> setting, Map<Origin, Map<String, Given>> given, List<Problem> problems, List<Problem> notes) {
        Optional<Chosen<T>> user = Optional.empty();
        for (Origin origin : USERS) {
            Given found = given.getOrDefault(origin, Map.of()).get(setting.name());
            if (found != null) {
                Optional<Chosen<T>> value = parse(setting, found, origin, problems);
                user = user.or(() -> value);
            }
        }
        return together(
                setting, user, ofProject(setting, given.getOrDefault(Origin.PROJECT, Map.of()), problems, notes));
    }

    private static <T> Optional<Chosen<T>> ofProject(
            Setting<T> setting, Map<String, Given> given, List<Problem> problems, List<Problem> notes) {
        Given found = given.get(setting.name());
        return found == null
                ? Optional.empty()
                : parse(setting, found, Origin.PROJECT, problems)
                        .filter(candidate -> mayCount(setting, candidate, notes));
    }

    /** Which of the two is in force, or both. */
    private static <T> Optional<Chosen<T>> together(
            Setting<T> setting, Optional<Chosen<T>> user, Optional<Chosen<T>> project) {
        if (user.isEmpty() || project.isEmpty()) {
            return user.or(() -> project);
        }
        return switch (setting.reach()) {
            case USER, GUARD -> user;
            case PROJECT -> user.get().origin() == Origin.USER ? project : user;
            case ADDED -> Optional.of(sum(setting, user.get(), project.get()));
        };
    }

    private static <T> Chosen<T> sum(Setting<T> setting, Chosen<T> user, Chosen<T> project) {
        T both = setting.type().sum(user.value(), project.value());
        return new Chosen<>(both, user.origin(), user.where() + " and " + project.where());
    }

    private static <T> Optional<Chosen<T>> parse(
            Setting<T> setting, Given given, Origin origin, List<Problem> problems) {
        try {
            return Optional.of(new Chosen<>(setting.type().parse(given.text()), origin, given.where()));
        } catch (ListText.WrongEntriesException some) {
            some.entries().forEach(entry -> problems.add(wrong(setting, given, "\"" + shorten(entry) + "\" is none")));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            problems.add(wrong(setting, given, "it is \"" + shorten(ListText.shown(given.text())) + "\""));
            return Optional.empty();
        }
    }

    private static Problem wrong(Setting<?> setting, Given given, String what) {
        return new Problem(
                given.where(), setting.name() + " must be " + setting.type().bound() + "; " + what);
    }

    private static <T> boolean mayCount(Setting<T> setting, Chosen<T> candidate, List<Problem> notes) {
        boolean counts = switch (setting.reach()) {
            case USER -> false;
            case PROJECT, ADDED -> true;
            case GUARD -> setting.type().isAtLeastAsStrict(candidate.value(), setting.initial());
        };
        if (!counts) {
            String why =
                    setting.reach() == Reach.USER ? " is the user's alone" : " may only be made stricter by a project";
            notes.add(new Problem(candidate.where(), setting.name() + why + "; passed over"));
        }
        return counts;
    }

    private static String shorten(String text) {
        String clean = text.replaceAll("://[^/@\\s]*@", "://***@").replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 60 ? clean.substring(0, 60) + "..." : clean;
    }
}
