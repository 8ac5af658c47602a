package dev.tutti.kernel.config;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * One knob, declared once.
 *
 * @param name two words as in a file: {@code locks.hold} is {@code hold} in table {@code [locks]}
 * @param type how its values are written and bounded
 * @param initial the value that serves when nobody says anything
 * @param description one line for people
 * @param variable the environment variable that sets it
 * @param reach who may set it
 */
public record Setting<T>(
        String name, SettingType<T> type, T initial, String description, String variable, Reach reach) {

    public Setting {
        requireNonNull(type, "type");
        requireNonNull(initial, "initial");
        requireNonNull(description, "description");
        requireNonNull(variable, "variable");
        requireNonNull(reach, "reach");
        if (!name.matches("[a-z]+\\.[a-z_]+")) {
            throw new IllegalArgumentException("a setting's name is table.key, got \"" + name + "\"");
        }
    }

    /** A setting of the user's, whose variable is its name in capitals after {@code TUTTI_}. */
    public static <T> Setting<T> of(String name, SettingType<T> type, T initial, String description) {
        String variable = "TUTTI_" + name.replace('.', '_').toUpperCase(Locale.ROOT);
        return new Setting<>(name, type, initial, description, variable, Reach.USER);
    }

    public Setting<T> variable(String other) {
        return new Setting<>(name, type, initial, description, other, reach);
    }

    public Setting<T> reach(Reach other) {
        return new Setting<>(name, type, initial, description, variable, other);
    }
}
