package dev.tutti.kernel.glob;

import static dev.tutti.kernel.glob.Globs.fault;
import static dev.tutti.kernel.glob.Globs.glob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.ts            | a.ts",
                "*.ts            | .ts",
                "*               | .gitignore",
                "a*c             | ac",
                "a**c            | abbc",
                "a***c           | abc",
                "?               | 😀",
                "[😀-😂]         | 😁",
                "src/*/api.py    | src/auth/api.py",
                "**              | a/b/c",
                "**/*.py         | a.py",
                "**/*.py         | a/b/c.py",
                "src/**          | src",
                "src/**          | src/a/b",
                "src/            | src",
                "src/            | src/a/b",
                "src/**/b        | src/b",
                "src/**/b        | src/a/a/b",
                "**/a/**/b       | x/a/b/y/b",
                "a/**/**/b       | a/b",
                "{src,test}/*.ts | test/a.ts",
                "src/{,x/}a      | src/a",
                "src/{,x/}a      | src/x/a",
                "{a,b{c,d}}      | bd",
                "{*,x}*/b        | a/x/b",
                "a{/**,.ts}      | a.ts",
                "a{/**,.ts}      | a/b/c",
                "[abc-e]         | d",
                "[!a-c]          | d",
                "[^a-c]          | d",
                "[]a]            | ]",
                "[!]a]           | b",
                "[a-]            | -",
                "[\\]\\-]        | -",
                "{[,],b}         | ','",
                "\\*\\?\\[\\{\\\\ | *?[{\\",
                "./a//b/./c      | a/b/c",
                "a}b,c]d         | a}b,c]d",
            })
    void aPatternMatches(String pattern, String path) {
        assertThat(glob(pattern).matches(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.ts            | a/b.ts",
                "a?b             | a/b",
                "a[!x]b          | a/b",
                "a[+-9]b         | a/b",
                "*               | a/b",
                "?               | ab",
                "src/**          | srcs",
                "src/**          | srcs/a",
                "src/            | src2",
                "src/**/b        | src/ab",
                "src/**b         | src/a/b",
                "**/b            | b/a",
                "**/a/**/b       | a/x/c",
                "{a,b}           | ab",
                "[!a-c]          | b",
                "[a-c]           | B",
                "Src             | src",
                "a.ts            | abts",
                "*a              | ab",
                "src/*/api.py    | src/api.py",
            })
    void aPatternDoesNotMatch(String pattern, String path) {
        assertThat(glob(pattern).matches(path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "src/*.py         | src/a*",
                "src/**           | **/*.py",
                "src/*/api.py     | src/auth/*",
                "src/**           | src/f",
                "**/b/**          | a/**/c",
                "a*b              | *ab*",
                "[a-m]*           | *[!a-m]",
                "[!a]             | [!b]",
                "[!ab]            | [!bc]",
                "{a,b}/x          | {b,c}/?",
                "**/x             | **/?",
                "a/**             | a",
                "a/**/b           | a/b",
                "**               | **/**",
                "x*               | *y",
                "src/             | src/deep/er/*",
                "\\*              | [*+]",
            })
    void twoPatternsOverlap(String first, String second) {
        assertThat(glob(first).overlaps(glob(second))).isTrue();
        assertThat(glob(second).overlaps(glob(first))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "src/*.py         | src/*.ts",
                "src/*            | src/*/*",
                "a?               | ?b?",
                "[a-m]            | [n-z]",
                "[!a-y]?          | [a-y]*",
                "src/**           | test/**",
                "src/**           | srcs/**",
                "a/**/b           | a/**/c",
                "**/*.py          | **/*.pyc",
                "*a?              | *b?",
                "{a,b}            | {c,d}",
                "a/*              | a",
                "ab*              | ac*",
            })
    void twoPatternsAreDisjoint(String first, String second) {
        assertThat(glob(first).overlaps(glob(second))).isFalse();
        assertThat(glob(second).overlaps(glob(first))).isFalse();
    }

    @Test
    void aLiteralPathMatchesItselfWhateverItsCharacters() {
        String path = "src/[id]/{a,b} *?\\\n.tsx";

        Glob literal = Glob.literal(path);

        assertThat(literal.isLiteral()).isTrue();
        assertThat(literal.literalPath()).contains(path);
        assertThat(literal.matches(path)).isTrue();
        assertThat(literal.matches("src/i/a")).isFalse();
        assertThat(literal.text()).isEqualTo("src/\\[id\\]/\\{a,b\\} \\*\\?\\\\\n.tsx");
        assertThat(glob(literal.text())).isEqualTo(literal);
    }

    @Test
    void aLiteralPathOverlapsItsEqualAndWhateverMatchesIt() {
        Glob page = Glob.literal("src/[id]/page.tsx");

        assertThat(page.overlaps(Glob.literal("src/[id]/page.tsx"))).isTrue();
        assertThat(page.overlaps(Glob.literal("src/i/page.tsx"))).isFalse();
        assertThat(page.overlaps(glob("src/*/page.tsx"))).isTrue();
        assertThat(glob("src/\\[id]/**").overlaps(page)).isTrue();
        assertThat(glob("src/[id]/page.tsx").overlaps(page)).isFalse();
    }

    @Test
    void aKnownFolderIsPutBeforeAPatternByEscapingIt() {
        Glob glob = glob(Glob.escape("app/[id]") + "/*.ts");

        assertThat(glob.matches("app/[id]/a.ts")).isTrue();
        assertThat(glob.matches("app/i/a.ts")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "src/                 | src/**",
                "src/**/              | src/**",
                "./a//*               | a/*",
                "a***b                | a*b",
                "***                  | *",
                "a/**/**/b            | a/**/b",
                "a\\-b\\!             | a-b!",
                "[ihgz]               | [g-iz]",
                "[ab]                 | [ab]",
                "[^b-ca]*             | [!a-c]*",
                "[[]id]               | \\[id\\]",
                "[a]*                 | a*",
                "{a,a}                | a",
                "{a,b\\,c}            | {a,b\\,c}",
                "{**,*}*              | {**,*}*",
                "a}b,c]               | a\\}b,c\\]",
                "?[\\]\\^]            | ?[\\]\\^]",
                "[+-9]                | [+-.0-9]",
            })
    void theTextFormIsCanonicalAndReadsBack(String pattern, String text) {
        assertThat(glob(pattern).text()).isEqualTo(text);
        assertThat(glob(text)).isEqualTo(glob(pattern));
        assertThat(glob(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "src/a.ts           | src/a.ts   | src/a.ts",
                "src/a*.ts          | src/a      | src",
                "src/**             | src        | src",
                "src/**/a           | src/       | src",
                "src/{ab,ac}/*      | src/a      | src",
                "{src,test}/*       | ''         | ''",
                "src/{a,a/**}       | src/a      | src/a",
                "**/a               | ''         | ''",
                "x/[ab]             | x/         | x",
                "{ab,a}             | a          | ''",
                "a/{b,c}            | a/         | a",
                "a/{😀,😁}          | a/         | a",
            })
    void theLiteralPrefixAndFolderAreWhatEveryMatchBeginsWith(String pattern, String prefix, String folder) {
        assertThat(glob(pattern).literalPrefix()).isEqualTo(prefix);
        assertThat(glob(pattern).folder()).isEqualTo(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''          | it names no file; ** is everything in the project",
                ".           | it names no file; ** is everything in the project",
                "{,a}        | it names no file; ** is everything in the project",
                "/etc/*      | it begins with /; give the path from the project's folder",
                "{/a,b}      | it begins with /; give the path from the project's folder",
                "a/../*      | the segment .. leads upwards; give the path from the project's folder",
                "src/[ab     | the [ at character 5 has no ]; write \\[ for a bracket in a file name",
                "[]          | the [ at character 1 has no ]; write \\[ for a bracket in a file name",
                "a{b,c       | the { at character 2 has no }; write \\{ for a brace in a file name",
                "a{b}        | the { at character 2 offers one choice only; write \\{ for a brace in a file name",
                "a[c-a]      | the range at character 3 runs backwards; write its ends in order",
                "a[b/c]      | the / at character 4 stands between [ and ], which never match it",
                "[[:alpha:]] | the [ at character 2 begins a named class, which is not served; write a range as in [a-z]",
                "src\\a      | the \\ at character 4 is not before one of * ? [ ] { } , \\ ! ^ -; folders are separated by /",
                "a\\         | the \\ at character 2 is not before one of * ? [ ] { } , \\ ! ^ -; folders are separated by /",
            })
    void aMalformedPatternSaysWhereAndWhatToWrite(String pattern, String text) {
        assertThat(fault(pattern)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\ud800", "\udc00*"})
    void whatIsNotTextIsRefused(String pattern) {
        assertThat(fault(pattern)).matches("character [12] is not text; remove it");
    }

    @Test
    void sixteenAlternativesAreServedAndOneMoreIsRefused() {
        assertThat(glob("{a,b,c,d}{a,b,c,d}").matches("dd")).isTrue();
        assertThat(glob("{" + "a,".repeat(15) + "b}").matches("b")).isTrue();

        assertThat(fault("{a,b,c,d}{a,b,c,d,e}"))
                .isEqualTo("its braces stand for more than 16 alternatives, the most allowed; take several globs");
        assertThat(fault("{" + "a,".repeat(16) + "b}")).contains("more than 16 alternatives");
        assertThat(fault("{a,b}".repeat(50))).contains("more than 16 alternatives");
        assertThat(fault("{a,".repeat(100_000))).contains("more than 16 alternatives");
    }

    @Test
    void aPatternHasAtMost256CharactersButALiteralPathMayBeLonger() {
        String folder = "folder/".repeat(100);

        assertThat(glob("a".repeat(255) + "*").matches("a".repeat(255))).isTrue();
        assertThat(fault("a".repeat(256) + "*"))
                .isEqualTo("it has 257 characters, at most 256 are allowed; take a folder, or several shorter ones");
        assertThat(fault("a".repeat(254) + "/")).contains("it has 257 characters");
        assertThat(glob(folder + "\\[a]").literalPath()).contains(folder + "[a]");
        assertThat(glob(Glob.literal(folder + "[a]").text())).isEqualTo(Glob.literal(folder + "[a]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b"})
    void aLiteralPathThatIsNotInOneFormIsABugOfTheCaller(String path) {
        assertThatThrownBy(() -> Glob.literal(path)).isInstanceOf(IllegalArgumentException.class);
    }
}
