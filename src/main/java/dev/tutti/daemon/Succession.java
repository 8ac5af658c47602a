package dev.tutti.daemon;

import dev.tutti.kernel.home.Build;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Which build may take a running daemon's place. Pure. */
final class Succession {

    private static final Pattern RELEASE = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,3}");

    private Succession() {}

    /**
     * Only a higher release: development builds are not ordered, and two checkouts would replace each other for ever.
     * Anything that is no release number never replaces.
     */
    static boolean mayReplace(Build running, Build other) {
        return RELEASE.matcher(running.version()).matches()
                && RELEASE.matcher(other.version()).matches()
                && compare(running.version(), other.version()) < 0;
    }

    private static int compare(String left, String right) {
        String[] lefts = left.split("\\.", -1);
        String[] rights = right.split("\\.", -1);
        for (int i = 0; i < Math.max(lefts.length, rights.length); i++) {
            int order = part(lefts, i).compareTo(part(rights, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static BigInteger part(String[] parts, int index) {
        return index < parts.length ? new BigInteger(parts[index]) : BigInteger.ZERO;
    }
}
