package dev.tutti.kernel.glob;

import java.util.List;

/** What texts begin with in common. */
final class Prefixes {

    private Prefixes() {}

    /** The longest text that all of {@code texts}, at least one, begin with; never ends within a character. */
    static String common(List<String> texts) {
        String common = texts.getFirst();
        for (String text : texts) {
            int length = sharedLength(common, text);
            boolean halved = length > 0
                    && length < common.length()
                    && Character.isSurrogatePair(common.charAt(length - 1), common.charAt(length));
            common = common.substring(0, halved ? length - 1 : length);
        }
        return common;
    }

    /** The deepest path that all of {@code folders}, at least one, are or lie under. */
    static String commonFolder(List<String> folders) {
        String common = folders.getFirst() + "/";
        for (String folder : folders) {
            int length = sharedLength(common, folder + "/");
            common = common.substring(0, common.lastIndexOf('/', length - 1) + 1);
        }
        return common.isEmpty() ? "" : common.substring(0, common.length() - 1);
    }

    private static int sharedLength(String a, String b) {
        int limit = Math.min(a.length(), b.length());
        int length = 0;
        while (length < limit && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return length;
    }
}
