package dev.tutti.notes;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;

/**
 * Who wrote something, as they were known then.
 *
 * @param publicId the instance's id; {@value #FILE} for a line of a project's file, whose writer nobody knows
 */
public record Author(String publicId, String name) {

    private static final String FILE = "file";

    public Author {
        requireNonNull(publicId, "publicId");
        requireNonNull(name, "name");
    }

    public static Author of(Instance instance) {
        return new Author(instance.publicId(), instance.name());
    }

    /** Whoever wrote into a project's file. */
    public static Author ofFile() {
        return new Author(FILE, FILE);
    }
}
