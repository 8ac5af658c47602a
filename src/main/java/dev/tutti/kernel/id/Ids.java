package dev.tutti.kernel.id;

/** The only source of chance: new ids and tokens. Safe for use by any thread. */
public interface Ids {

    /** A fresh random UUID in its usual lower-case text form. */
    String uuid();

    /** {@code digits} random lower-case hexadecimal digits, from a cryptographic source outside of tests. */
    String hex(int digits);
}
