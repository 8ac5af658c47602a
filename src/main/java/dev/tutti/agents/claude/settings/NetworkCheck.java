package dev.tutti.agents.claude.settings;

import dev.tutti.agents.claude.settings.JsonValue.Listing;
import dev.tutti.agents.claude.settings.JsonValue.Text;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What keeps HTTP hooks from reaching the daemon; silent when there are none. Pure. */
final class NetworkCheck {

    private static final List<String> PROXIES = List.of("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy");

    private final Map<String, String> environment;
    private final List<SettingsFile> obeyed;

    NetworkCheck(ClientState state, List<SettingsFile> obeyed) {
        this.environment = state.places().environment();
        this.obeyed = obeyed;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (String url : HttpHooks.in(obeyed)) {
            proxy(url).ifPresent(findings::add);
            refused(url).ifPresent(findings::add);
        }
        return findings;
    }

    /** The client sends even loopback requests through a proxy. */
    private Optional<Finding> proxy(String url) {
        String host = URI.create(url).getHost();
        return PROXIES.stream()
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .filter(name -> !isExempt(host))
                .findFirst()
                .map(name -> Finding.fail(
                        "proxy-takes-hooks",
                        name + " is set and NO_PROXY does not name " + host + ": the hook " + url
                                + " goes to the proxy, not to the daemon.",
                        "set NO_PROXY=" + host + " in the client's environment, or run: tutti init"));
    }

    private boolean isExempt(String host) {
        return Stream.of("NO_PROXY", "no_proxy")
                .flatMap(name -> Stream.of(environment.getOrDefault(name, "").split("[,\\s]+")))
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .anyMatch(entry -> entry.equals("*") || entry.equals(host));
    }

    private Optional<Finding> refused(String url) {
        List<Listing> lists = obeyed.stream()
                .flatMap(file -> file.setting("allowedHttpHookUrls").stream())
                .flatMap(value -> FoundHook.as(Listing.class, value).stream())
                .toList();
        boolean allowed = lists.isEmpty()
                || lists.stream()
                        .flatMap(list -> list.values().stream())
                        .anyMatch(value -> value instanceof Text pattern && matches(pattern.value(), url));
        return allowed
                ? Optional.empty()
                : Optional.of(Finding.fail(
                        "url-not-allowed",
                        "allowedHttpHookUrls does not let the client call " + url + ".",
                        "add that URL to the list, or run: tutti init"));
    }

    private static boolean matches(String pattern, String url) {
        String regex = Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(regex, url);
    }
}
