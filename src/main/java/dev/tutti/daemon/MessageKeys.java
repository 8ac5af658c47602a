package dev.tutti.daemon;

import static dev.tutti.kernel.config.SettingTypes.choice;
import static dev.tutti.kernel.config.SettingTypes.number;

import dev.tutti.flows.MessageSettings;
import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.config.Setting;
import java.time.Duration;
import java.util.List;

/** The settings of messages, and the plain values that are made of them. */
final class MessageKeys {

    static final Setting<Long> DAYS =
            Setting.of("messages.keep_days", number(1, 3_650), 90L, "how many days messages are kept");

    static final Setting<String> WAKE = Setting.of(
            "messages.wake",
            choice("off", "on"),
            "off",
            "whether a message begins a turn of a session that stands idle, where its agent offers that");

    static final List<Setting<?>> ALL = List.of(DAYS, WAKE);

    private MessageKeys() {}

    static MessageSettings of(Configuration configuration) {
        return new MessageSettings(
                Duration.ofDays(configuration.get(DAYS)),
                configuration.get(WAKE).equals("on"));
    }
}
