package dev.tutti.kernel.text;

import java.util.List;
import java.util.regex.Pattern;

/** Texts that look like secrets: known forms of tokens, and what is assigned to a name that says it is one. */
public final class Tokens {

    /** What stands in their place. */
    public static final String MASK = "[masked]";

    /** The whole match goes, but for what its first group holds. */
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile(
                    "()-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\\s\\S]{0,5000}?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)"),
            Pattern.compile(
                    "()\\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,})"),
            Pattern.compile("()\\bsk-[A-Za-z0-9_-]{16,}"),
            Pattern.compile("()\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
            Pattern.compile("()\\bxox[abeprs]-[A-Za-z0-9-]{10,}"),
            Pattern.compile("()\\bAIza[A-Za-z0-9_-]{30,}"),
            Pattern.compile("()\\bnpm_[A-Za-z0-9]{30,}"),
            Pattern.compile("()\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*"),
            Pattern.compile("(?i)(\\bBearer\\s+)[A-Za-z0-9._~+/-]{16,}=*"),
            Pattern.compile("(://[^\\s:/@]{1,100}:)[^\\s/@]{1,200}(?=@)"),
            Pattern.compile(
                    "(?i)(\\b[A-Za-z0-9_-]{0,40}(?:password|passwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token"
                            + "|access[_-]?token)[\"']?\\s{0,3}[=:]\\s{0,3}[\"']?)[^\\s\"',;]{8,}"));

    private Tokens() {}

    /** The text with {@value #MASK} in the place of everything in it that looks like a secret. */
    public static String masked(String text) {
        String masked = text;
        for (Pattern form : FORMS) {
            masked = form.matcher(masked).replaceAll("$1" + java.util.regex.Matcher.quoteReplacement(MASK));
        }
        return masked;
    }
}
