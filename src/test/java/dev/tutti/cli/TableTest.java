package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.cli.Paint.Hue;
import dev.tutti.kernel.text.Columns;
import dev.tutti.testing.Database;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables fit the terminal, whatever stands in them, and colours are for terminals that know them. */
final class TableTest {

    private static final List<String> PIECES =
            List.of("src/", "漢字/", "e\u0301", "long-name", " ", "x", "🎼", "ß", "main.java");

    private final StoreFixture fixture = new StoreFixture(Database.SQLITE);
    private final Shop shop = new Shop(fixture);

    @AfterEach
    void closeStore() {
        fixture.close();
    }

    @Test
    void theLastColumnGivesWayFirst() {
        Table table = new Table("NAME", "TASK");
        table.row("A", "Make login check the password");
        table.row("漢字", "読む");

        assertThat(table.text(24)).isEqualTo("""
                NAME  TASK
                A     Make login check…
                漢字  読む
                """);
    }

    @Test
    void ofAPathTheEndIsKept() {
        Table table = new Table("NAME", "PATH").lastIsPath();
        table.row("A", "src/main/java/dev/shop/Login.java");

        assertThat(table.text(24)).isEqualTo("""
                NAME  PATH
                A     …v/shop/Login.java
                """);
    }

    @Test
    void thenTheWidestColumnGivesWay() {
        Table table = new Table("NAME", "ID", "WHERE").lastIsPath();
        table.row("formatter", "claude-20260101-000000-564b7ccf", "/home/ann/shop");

        assertThat(table.text(40)).isEqualTo("""
                NAME       ID               WHERE
                formatter  claude-2026010…  …me/ann/shop
                """);
    }

    @Test
    void noLineIsLongerThanTheTerminalIsWide() {
        Random random = new Random(42);
        for (int i = 0; i < 500; i++) {
            Table table = new Table("NAME", "STATE", "SEEN", "ID", "ROLE", "WHERE");
            for (int row = 0; row < 4; row++) {
                table.row(cell(random), cell(random), cell(random), cell(random), cell(random), cell(random));
            }
            int width = 40 + random.nextInt(100);

            assertThat(table.text(width).lines())
                    .allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(width));
        }
    }

    @Test
    void aProgramThatReadsGetsEverythingWhole() {
        String deep = "src/" + "deep/".repeat(30) + "Login.java";
        shop.opened();
        shop.ann.type("lock", "acquire", deep);

        assertThat(shop.ann.with("COLUMNS", "60").type("lock", "list").out()).doesNotContain(deep);
        Typist piped = new Typist(shop.stage).at(shop.tree.root()).without("COLUMNS");
        assertThat(piped.type("lock", "list").out()).contains(deep);
        assertThat(piped.with("TUTTI_TTY", "1").type("lock", "list").out()).doesNotContain(deep);
    }

    @ParameterizedTest
    @CsvSource({
        "1, xterm, '', true",
        "1, dumb, '', false",
        "1, '', '', false",
        "'', xterm, '', false",
        "1, xterm, 1, false",
    })
    void coloursAreForATerminalThatKnowsThemAndWhoeverDidNotRefuseThem(
            String tty, String term, String noColor, boolean coloured) {
        shop.opened();
        String plain = shop.ann.type("status").out();

        String out = shop.ann
                .with("TUTTI_TTY", tty)
                .with("TERM", term)
                .with("NO_COLOR", noColor)
                .type("status")
                .out();

        assertThat(out.contains("\u001b[")).isEqualTo(coloured);
        assertThat(out.replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(plain);
    }

    @Test
    void whatOthersWroteBringsNoColour() {
        shop.opened();
        shop.ann.with("TUTTI_TTY", "1").with("TERM", "xterm");
        shop.b.prompt("\u001b[31mred\u001b[0m");

        assertThat(shop.ann.type("status").out().replaceAll("\u001b\\[(1|2|32|33|31|0)m", ""))
                .doesNotContain("\u001b");
        assertThat(new Table("A").paint(0, _ -> Hue.BAD).text(40)).doesNotContain("\u001b");
    }

    private static String cell(Random random) {
        StringBuilder cell = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            cell.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return cell.toString();
    }
}
