package dev.tutti.kernel.config;

import static java.util.Objects.requireNonNull;

/**
 * One setting as {@code tutti config} shows it.
 *
 * @param value in force, without secrets
 * @param initial the default, written the same way
 * @param bound what values there are
 * @param origin which source set it
 * @param where its place there, such as {@code config.toml:3:1} or the variable's name; empty for the default
 * @param variable the environment variable that would set it
 */
public record SettingLine(
        String name,
        String value,
        String initial,
        String bound,
        Origin origin,
        String where,
        String variable,
        String description) {

    public SettingLine {
        requireNonNull(name, "name");
        requireNonNull(value, "value");
        requireNonNull(initial, "initial");
        requireNonNull(bound, "bound");
        requireNonNull(origin, "origin");
        requireNonNull(where, "where");
        requireNonNull(variable, "variable");
        requireNonNull(description, "description");
    }
}
