package dev.tutti.kernel.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every setting's value in force and where it came from. Immutable. */
public final class Configuration {

    /** A value and its source. */
    record Chosen<T>(T value, Origin origin, String where) {
        Chosen {
            requireNonNull(value, "value");
            requireNonNull(origin, "origin");
            requireNonNull(where, "where");
        }
    }

    private final List<Setting<?>> settings;
    private final Map<Setting<?>, Chosen<?>> chosen;

    Configuration(List<Setting<?>> settings, Map<Setting<?>, Chosen<?>> chosen) {
        this.settings = List.copyOf(settings);
        this.chosen = Map.copyOf(chosen);
    }

    /** The defaults of {@code settings}. */
    public static Configuration defaults(List<Setting<?>> settings) {
        return new Configuration(settings, Map.of());
    }

    /** The value in force. */
    public <T> T get(Setting<T> setting) {
        return of(setting).value();
    }

    public Origin origin(Setting<?> setting) {
        return of(setting).origin();
    }

    /** What it has values of, in the order of their declaration. */
    public List<Setting<?>> settings() {
        return settings;
    }

    /** All settings in the order of their declaration. */
    public List<SettingLine> lines() {
        return settings.stream().map(this::line).toList();
    }

    private <T> SettingLine line(Setting<T> setting) {
        Chosen<T> now = of(setting);
        SettingType<T> type = setting.type();
        return new SettingLine(
                setting.name(),
                type.show(now.value()),
                type.show(setting.initial()),
                type.bound(),
                now.origin(),
                now.where(),
                setting.variable(),
                setting.description());
    }

    private <T> Chosen<T> of(Setting<T> setting) {
        return chosen(setting).orElseGet(() -> new Chosen<>(setting.initial(), Origin.DEFAULT, ""));
    }

    /** What some source said; empty where the default serves. */
    // The map is only ever filled with a setting's own type beside it.
    @SuppressWarnings("unchecked")
    <T> Optional<Chosen<T>> chosen(Setting<T> setting) {
        return Optional.ofNullable((Chosen<T>) chosen.get(setting));
    }
}
