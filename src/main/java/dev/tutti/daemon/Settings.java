package dev.tutti.daemon;

import static dev.tutti.kernel.config.SettingTypes.choice;
import static dev.tutti.kernel.config.SettingTypes.duration;
import static dev.tutti.kernel.config.SettingTypes.list;
import static dev.tutti.kernel.config.SettingTypes.number;
import static dev.tutti.kernel.config.SettingTypes.numbered;
import static dev.tutti.kernel.config.SettingTypes.text;

import dev.tutti.flows.PathGlob;
import dev.tutti.kernel.config.Numbered;
import dev.tutti.kernel.config.Reach;
import dev.tutti.kernel.config.Setting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Every setting there is. Rooms never read them: the wiring hands them plain values. */
public final class Settings {

    private static final int PRIORITY_MAX = 100;
    private static final int PRIORITIES_MAX = 64;
    private static final int GLOBS_MAX = 64;
    private static final int ROLE_CHARACTERS_MAX = 100;

    public static final Setting<String> STORE_URL = Setting.of(
                    "store.url",
                    text(
                            "empty (a file in the home), jdbc:sqlite:/FOLDER/FILE or jdbc:postgresql://HOST/DATABASE",
                            url -> url.isEmpty() || url.matches("jdbc:sqlite:/[^?]+|jdbc:postgresql://\\S+")),
                    "",
                    "the database that everything is kept in; a team shares one on PostgreSQL")
            .variable("TUTTI_STORE");

    public static final Setting<String> STORE_FOREIGN_OWNER = Setting.of(
            "store.foreign_owner",
            choice("take", "refuse"),
            "refuse",
            "whether a store in a file is taken from the machine that had it last; take it once, when that is gone");

    public static final Setting<String> STORE_SHARED_DISK = Setting.of(
            "store.shared_disk",
            choice("allow", "refuse"),
            "refuse",
            "whether a store in a file may lie on a network or synced disk; only if no other machine uses it");

    public static final Setting<Duration> IDLE_EXIT = Setting.of(
            "daemon.idle_exit",
            duration(Duration.ofMinutes(1), Duration.ofDays(30)),
            Duration.ofHours(3),
            "how long nobody may ask anything before the daemon leaves, when no instance lives");

    public static final Setting<String> LOCKS_HOLD = Setting.of(
                    "locks.hold",
                    choice("call", "turn", "task"),
                    "task",
                    "how long an edit holds its file: the call, the turn, or until it is committed")
            .reach(Reach.GUARD);

    public static final Setting<String> LOCKS_STRENGTH = Setting.of(
                    "locks.strength",
                    choice("soft", "hard"),
                    "soft",
                    "whether a lock gives way after its holder's turn, once the other has looked")
            .reach(Reach.GUARD);

    public static final Setting<String> LOCKS_OTHER_TREE = Setting.of(
                    "locks.other_tree",
                    choice("warn", "ask", "deny"),
                    "warn",
                    "what an edit meets that another working tree also makes")
            .reach(Reach.GUARD);

    public static final Setting<Duration> LOCKS_DEFAULT_TTL = Setting.of(
                    "locks.default_ttl",
                    duration(Duration.ofSeconds(1), Duration.ofDays(7)),
                    Duration.ofMinutes(5),
                    "how long a lock made by hand lives unless it says otherwise")
            .reach(Reach.PROJECT);

    public static final Setting<List<String>> LOCKS_FAIL_CLOSED = Setting.of(
                    "locks.fail_closed",
                    list(text("GLOB", Settings::isGlob), GLOBS_MAX),
                    List.<String>of(),
                    "paths whose edits are refused while nobody can say who else is changing them")
            .reach(Reach.ADDED);

    public static final Setting<List<Numbered>> LOCKS_PRIORITY_ROLES = Setting.of(
                    "locks.priority_roles",
                    list(numbered("ROLE", Settings::isRole, -PRIORITY_MAX, PRIORITY_MAX), PRIORITIES_MAX),
                    List.<Numbered>of(),
                    "who goes first in a line, by role; others have 0, and no holder is robbed")
            .reach(Reach.PROJECT);

    public static final Setting<List<Numbered>> LOCKS_PRIORITY_PATHS = Setting.of(
                    "locks.priority_paths",
                    list(numbered("GLOB", Settings::isGlob, -PRIORITY_MAX, PRIORITY_MAX), PRIORITIES_MAX),
                    List.<Numbered>of(),
                    "who goes first in a line, by what is waited for; the highest that fits counts")
            .reach(Reach.PROJECT);

    public static final Setting<Duration> HOST_TTL = Setting.of(
            "lease.host_ttl",
            duration(Duration.ofSeconds(30), Duration.ofDays(1)),
            Duration.ofMinutes(10),
            "how long other machines wait for a silent one before its locks may be taken");

    public static final Setting<Duration> LIVE_FOR = Setting.of(
            "presence.live_for",
            duration(Duration.ofSeconds(10), Duration.ofDays(1)),
            Duration.ofMinutes(5),
            "how long after its last event an instance is shown as live");

    public static final Setting<Long> JOURNAL_DAYS =
            Setting.of("journal.keep_days", number(1, 3_650), 90L, "how many days the journal of facts is kept");

    public static final Setting<Long> JOURNAL_MEGABYTES = Setting.of(
            "journal.keep_mb", number(1, 1_000_000), 200L, "how many megabytes the journal of facts may take");

    public static final Setting<String> PROJECTIONS = Setting.of(
            "projections.files",
            choice("off", "on"),
            "on",
            "whether the documents' files are kept where tutti init --compat prepared a repository");

    public static final Setting<String> USER_POOL = Setting.of(
            "projections.user_pool",
            choice("off", "on"),
            "off",
            "whether ~/.claude/pool/instance_state.jsonl gets every entry of the pool, of all projects");

    public static final Setting<String> DECISION_BRANCH = Setting.of(
            "decisions.branch",
            text("a branch's name, or nothing", Settings::isBranch),
            "",
            "a branch of its own that the decision log is committed to at each change; none unless given");
    public static final Setting<String> NOTE_FILES = Setting.of(
            "projections.notes",
            choice("off", "on"),
            "off",
            "whether each project's notes and memory are also files in ~/.claude/workflows, for shells and editors");

    private static final List<Setting<?>> OTHERS = List.of(
            STORE_URL,
            STORE_FOREIGN_OWNER,
            STORE_SHARED_DISK,
            IDLE_EXIT,
            LOCKS_HOLD,
            LOCKS_STRENGTH,
            LOCKS_OTHER_TREE,
            LOCKS_DEFAULT_TTL,
            LOCKS_FAIL_CLOSED,
            LOCKS_PRIORITY_ROLES,
            LOCKS_PRIORITY_PATHS,
            HOST_TTL,
            LIVE_FOR,
            JOURNAL_DAYS,
            JOURNAL_MEGABYTES,
            DECISION_BRANCH,
            PROJECTIONS,
            USER_POOL,
            NOTE_FILES);

    public static final List<Setting<?>> ALL = Stream.of(OTHERS, PoolKeys.ALL, MessageKeys.ALL)
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private Settings() {}

    private static boolean isRole(String text) {
        return !text.isBlank()
                && text.length() <= ROLE_CHARACTERS_MAX
                && text.chars().noneMatch(Character::isISOControl);
    }

    /** Stricter than git is, so that no name needs to be quoted anywhere. */
    private static boolean isBranch(String text) {
        return text.matches("|[A-Za-z0-9_][A-Za-z0-9._/-]{0,99}")
                && !text.matches(".*(\\.\\.|//|/\\.|\\.lock(/|$)|[./]$).*");
    }

    private static boolean isGlob(String text) {
        return PathGlob.parse(text).isPresent();
    }
}
