package dev.tutti.kernel.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The values of an {@code IN (...)}, filled up with the last of them to a multiple of {@value #STEP}, so that statement texts,
 * which databases keep, stay few.
 */
public final class InList {

    private static final int STEP = 8;

    private final List<Object> values;

    /** @param values at least one */
    public InList(List<?> values) {
        int missing = (STEP - values.size() % STEP) % STEP;
        List<Object> filled = new ArrayList<>(values);
        filled.addAll(Collections.nCopies(missing, values.getLast()));
        this.values = List.copyOf(filled);
    }

    /** What stands between the brackets. */
    public String marks() {
        return String.join(", ", Collections.nCopies(values.size(), "?"));
    }

    /** The parameters for {@link #marks}. */
    public List<Object> values() {
        return values;
    }
}
