package dev.tutti.cli;

import dev.tutti.testing.Database;
import dev.tutti.testing.Golden;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist.Said;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people read, kept under {@code cli/text} as a terminal would show it, errors and the exit code below. */
final class TextGoldenTest {

    private final StoreFixture fixture = new StoreFixture(Database.SQLITE);
    private final Shop shop = new Shop(fixture);

    @AfterEach
    void closeStore() {
        fixture.close();
    }

    @Test
    void beforeAnythingHappened() {
        golden("status.nothing", "status");
        golden("instances.nothing", "instances");
        golden("whoami.nothing", "whoami");
        golden("lock-list.nothing", "lock", "list");
        golden("lock-check.nothing", "lock", "check", "src/login.py");
        golden("why.nothing", "why", "src/login.py");
        shop.ann.type("init", "--yes");
        golden("status.wired", "status");
    }

    @Test
    void whereEverybodyStands() {
        shop.opened();

        golden("status.busy", "status");
        shop.ann.with("COLUMNS", "400");
        golden("status.verbose", "status", "--verbose");
        golden("instances", "instances");
        shop.ann.with("COLUMNS", "100");
        golden("whoami", "whoami", "--as", "B");
        golden("lock-list", "lock", "list");
        golden("lock-check", "lock", "check", "src/login.py");
        golden("lock-check.free", "lock", "check", "README");
        golden("why.path", "why", "src/login.py");
        golden("why.instance", "why", "A");
        golden("events", "events");
    }

    @Test
    void inANarrowTerminal() {
        shop.opened();
        shop.ann.with("COLUMNS", "60");

        golden("status.narrow", "status");
        golden("lock-list.narrow", "lock", "list");
        golden("config.narrow", "config");
    }

    @Test
    void whenEverybodyHasLeft() {
        shop.opened();
        shop.a.end();
        shop.b.end();
        shop.c.end();
        shop.ann.type("bye", "--as", "formatter");

        golden("status.over", "status");
        golden("instances.over", "instances");
        golden("why.gone", "why", "A");
    }

    @Test
    void whatIsRefusedSaysWhoAndWhatToDoNext() {
        shop.opened();

        golden("lock-acquire.held", "lock", "acquire", "src/login.py");
        golden("lock-acquire.held-by-hand", "lock", "acquire", "docs/guide.md");
        golden("lock-release.held", "lock", "release", "docs/");
        golden("lock-renew.held", "lock", "renew", "docs/");
        golden("lock-release.not-locked", "lock", "release", "README");
        golden("lock-acquire.unusable", "lock", "acquire", "src/[");
        golden("as.nobody", "lock", "acquire", "README", "--as", "nobody");
        golden("register.no-process", "register", "build", "--pid", "999");
        shop.pass(Duration.ofMinutes(6));
        shop.ann.type("lock", "cleanup");
        golden("lock-renew.expired", "lock", "renew", "docs/");
    }

    @Test
    void whatIsDone() {
        shop.stage.files().write(shop.tree.root().resolve("src/login.py"), "checks the password");
        golden("task-set", "task", "set", "Look", "at", "it");
        golden("register", "register", "build", "--role", "builder", "--ttl", "10m");
        golden("register.taken", "register", "build");
        golden("lock-acquire", "lock", "acquire", "src/login.py", "docs/*.md", "--as", "build");
        golden("lock-acquire.new", "lock", "acquire", "src/lgoin.py", "tests/", "src/*.rs", "--as", "build");
        golden("lock-renew", "lock", "renew", "src/login.py", "--as", "build", "--ttl", "1h");
        golden("lock-release", "lock", "release", "src/login.py", "--as", "build");
        golden("lock-release.part", "lock", "release", "docs/guide.md", "--as", "build");
        golden("heartbeat", "heartbeat", "--as", "build", "--ttl", "20m");
        golden("bye", "bye", "--as", "build");
        golden("lock-cleanup", "lock", "cleanup");
        golden("down", "down");
    }

    @Test
    void settingsAndVersion() {
        golden("config", "config");
        golden("config.name", "config", "locks.default_ttl");
        golden("config.unknown", "config", "locks.default_tll");
        golden("version", "version");
        golden("doctor.unwired", "doctor");
    }

    private void golden(String name, String... words) {
        Said said = shop.ann.type(words);
        StringBuilder text = new StringBuilder("$ tutti " + String.join(" ", words) + "\n" + said.out());
        said.err().lines().forEach(line -> text.append("! ").append(line).append('\n'));
        text.append("= ").append(said.code()).append('\n');
        // How much the store was asked is not what this is about.
        String shown = text.toString().replaceAll("(?m)^store: .*$", "store: N transactions, N statements, N rows");
        Golden.assertMatches("cli/text/" + name + ".txt", shop.anywhere(shown));
    }
}
