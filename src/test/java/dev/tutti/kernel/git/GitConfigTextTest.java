package dev.tutti.kernel.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GitConfigTextTest {

    @Test
    void sectionsAndKeysFoldCaseSubsectionsDoNot() {
        GitConfigText config = GitConfigText.parse("[Remote \"origin\"]\n\tURL = one\n[remote \"Origin\"]\nurl=two\n");

        assertThat(config.all("remote.origin.url")).containsExactly("one");
        assertThat(config.all("remote.Origin.url")).containsExactly("two");
    }

    @Test
    void severalValuesKeepTheirOrder() {
        GitConfigText config = GitConfigText.parse("[a]\nb = 1\nb = 2\n[a] b = 3\n");

        assertThat(config.all("a.b")).containsExactly("1", "2", "3");
        assertThat(config.last("a.b")).contains("3");
    }

    @Test
    void quotesCommentsEscapesAndContinuedLinesAreUnderstood() {
        GitConfigText config = GitConfigText.parse("""
                ; a comment
                [core] # another
                  quoted = " a # b ; c "  # gone
                  plain = one  two ; gone
                  path = "C:\\\\work\\t\\"x\\""
                  long = one \\
                two
                  bare
                [a "with \\"quotes\\" and \\\\"]
                  key = value
                """);

        assertThat(config.last("core.quoted")).contains(" a # b ; c ");
        assertThat(config.last("core.plain")).contains("one  two");
        assertThat(config.last("core.path")).contains("C:\\work\t\"x\"");
        assertThat(config.last("core.long")).contains("one two");
        assertThat(config.isTrue("core.bare")).isTrue();
        assertThat(config.last("a.with \"quotes\" and \\.key")).contains("value");
    }

    @Test
    void lineEndsOfOtherSystemsDoNotStick() {
        GitConfigText config = GitConfigText.parse("[core]\r\n\tbare = true\r\n\tother = x\r\n");

        assertThat(config.isTrue("core.bare")).isTrue();
        assertThat(config.last("core.other")).contains("x");
    }

    @Test
    void whatDoesNotParseIsPassedOver() {
        GitConfigText config =
                GitConfigText.parse("nowhere = 1\n[open\nx = 1\n= 2\n[]\ny = 3\n[ok]\nz = \"open\nw = 4\\");

        assertThat(config.last("ok.z")).contains("open");
        assertThat(config.last("ok.w")).contains("4");
        assertThat(GitConfigText.parse("").all("a.b")).isEmpty();
    }
}
