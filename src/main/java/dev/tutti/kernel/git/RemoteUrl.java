package dev.tutti.kernel.git;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a remote repository in one text for all its forms: {@code host/path}, without scheme, user, password, query
 * and the closing {@code .git}. {@code https://me:secret@git.example/a/b.git}, {@code ssh://git@git.example:22/a/b} and
 * {@code git@git.example:a/b.git} all become {@code git.example/a/b}.
 *
 * <p>The port of an HTTP or git address stays where it is not the usual one; that of SSH never does, since it tells
 * nothing of the forge's other addresses. A local absolute path becomes {@code file:/path}. Pure.
 */
public final class RemoteUrl {

    /** Longer texts are taken for no URL. */
    public static final int MAX_CHARACTERS = 2048;

    private static final Pattern WITH_SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+)(?::([0-9]*))?");
    private static final Pattern SCP_LIKE = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:/\\[\\]]+):(.*)");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[/\\\\].*");

    /** A host of such a name is a mistyped URL, whose user and password would be taken for a path. */
    private static final Set<String> SCHEMES = Set.of("http", "https", "ssh", "git", "ftp", "ftps", "file");

    private RemoteUrl() {}

    /** The one text; empty when it names nothing that could be found again from elsewhere, such as a relative path. */
    public static Optional<String> normalise(String url) {
        String text = url.strip();
        if (text.isEmpty() || text.length() > MAX_CHARACTERS || text.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        Matcher withScheme = WITH_SCHEME.matcher(text);
        if (withScheme.matches()) {
            return remote(withScheme.group(1).toLowerCase(Locale.ROOT), withScheme.group(2));
        }
        if (text.startsWith("/") || DRIVE.matcher(text).matches()) {
            return Optional.of("file:" + tidyPath(text.replace('\\', '/')));
        }
        return scpLike(text);
    }

    private static Optional<String> remote(String scheme, String rest) {
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = tidyPath(slash < 0 ? "" : rest.substring(slash));
        if (scheme.equals("file")) {
            return path.isEmpty() ? Optional.empty() : Optional.of("file:" + path);
        }
        Matcher host = HOST_AND_PORT.matcher(withoutUser(authority));
        if (!host.matches() || path.length() < 2) {
            return Optional.empty();
        }
        String port = host.group(2) == null ? "" : host.group(2);
        return Optional.of(hostName(host.group(1)) + portThatMatters(scheme, port) + path);
    }

    private static Optional<String> scpLike(String text) {
        int slash = text.indexOf('/');
        String head = slash < 0 ? text : text.substring(0, slash);
        int colon = head.indexOf(':', Math.max(0, head.lastIndexOf(']')));
        int user = colon < 0 ? -1 : text.lastIndexOf('@', colon);
        if (user < 0) {
            user = head.lastIndexOf('@');
        }
        Matcher form = SCP_LIKE.matcher(text.substring(user + 1));
        if (!form.matches() || form.group(2).startsWith(":") || SCHEMES.contains(form.group(1))) {
            return Optional.empty();
        }
        String path = tidyPath("/" + form.group(2));
        return path.length() < 2 ? Optional.empty() : Optional.of(hostName(form.group(1)) + path);
    }

    private static String withoutUser(String authority) {
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    /** Large forges have a second name for SSH through a firewall. */
    private static String hostName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "ssh.github.com" -> "github.com";
            case "altssh.gitlab.com" -> "gitlab.com";
            case "altssh.bitbucket.org" -> "bitbucket.org";
            default -> name;
        };
    }

    private static String portThatMatters(String scheme, String port) {
        String usual = switch (scheme) {
            case "https" -> "443";
            case "http" -> "80";
            case "git" -> "9418";
            default -> port;
        };
        return port.isEmpty() || port.equals(usual) ? "" : ":" + port;
    }

    private static String tidyPath(String path) {
        String tidy = path.replaceAll("[?#].*", "").replaceAll("/{2,}", "/").replaceAll("/$", "");
        return tidy.endsWith(".git") && !tidy.endsWith("/.git") ? tidy.substring(0, tidy.length() - 4) : tidy;
    }
}
