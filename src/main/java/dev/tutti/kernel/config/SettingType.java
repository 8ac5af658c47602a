package dev.tutti.kernel.config;

/** How the values of a setting are written, bounded and compared. Implementations are immutable. */
public interface SettingType<T> {

    /**
     * The value that {@code text} says.
     *
     * @throws IllegalArgumentException when it is none; the message is not shown, {@link #bound()} is
     */
    T parse(String text);

    /** The value as a person writes it, without secrets. */
    String show(T value);

    /** What values there are, such as {@code 1m to 24h} or {@code warn, ask, deny}. */
    String bound();

    /** Both values together, for settings that add up; types that cannot say the first. */
    default T sum(T one, T other) {
        return one;
    }

    /** Whether {@code value} guards at least as much as {@code than}. Types without an order say false. */
    default boolean isAtLeastAsStrict(T value, T than) {
        return value.equals(than);
    }
}
