package dev.tutti.agents.claude.settings;

import dev.tutti.agents.claude.settings.JsonValue.Item;
import dev.tutti.agents.claude.settings.JsonValue.Listing;
import dev.tutti.agents.claude.settings.JsonValue.Mapping;
import dev.tutti.agents.claude.settings.JsonValue.Text;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The entries by which the client calls the daemon itself, without the launcher. A person writes those by hand. */
final class HttpHooks {

    private static final Pattern DAEMON =
            Pattern.compile("http://(127\\.0\\.0\\.1|localhost|\\[::1\\])(:\\d+)?/hook/claude");

    private HttpHooks() {}

    /** Their URLs, each once. */
    static List<String> in(List<SettingsFile> files) {
        return files.stream()
                .flatMap(file -> file.document().stream())
                .flatMap(document -> FoundHook.hooksOf(document).stream())
                .flatMap(hooks -> hooks.items().stream())
                .flatMap(event -> FoundHook.as(Listing.class, event.value()).stream())
                .flatMap(groups -> groups.values().stream())
                .flatMap(group -> FoundHook.as(Mapping.class, group).stream())
                .flatMap(group -> FoundHook.handlers(group).stream())
                .flatMap(HttpHooks::url)
                .filter(url -> DAEMON.matcher(url).matches())
                .distinct()
                .toList();
    }

    private static Stream<String> url(Item handler) {
        Optional<JsonValue> url = FoundHook.as(Mapping.class, handler.value()).flatMap(each -> each.get("url"));
        return url.flatMap(value -> FoundHook.as(Text.class, value)).map(Text::value).stream();
    }
}
