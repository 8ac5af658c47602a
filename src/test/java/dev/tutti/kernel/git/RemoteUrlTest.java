package dev.tutti.kernel.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example/Team/app.git",
                "https://git.example/Team/app",
                "https://git.example/Team/app/",
                "https://git.example//Team/app.git/",
                "https://GIT.example:443/Team/app.git",
                "http://git.example:80/Team/app.git",
                "https://me@git.example/Team/app.git",
                "https://me:pass@git.example/Team/app.git",
                "https://me:p@ss@git.example/Team/app.git",
                "https://git.example/Team/app.git?private_token=secret",
                "https://git.example/Team/app.git#secret",
                "ssh://git@git.example/Team/app.git",
                "ssh://git@git.example:22/Team/app.git",
                "ssh://git.example:2222/Team/app",
                "git+ssh://git@git.example/Team/app.git",
                "git://git.example:9418/Team/app.git",
                "git@git.example:Team/app.git",
                "git@git.example:/Team/app.git",
                "git.example:Team/app",
                "  git@git.example:Team/app.git  ",
                "user:secret@git.example:Team/app.git"
            })
    void everyFormOfAnAddressIsOneText(String url) {
        assertThat(RemoteUrl.normalise(url)).contains("git.example/Team/app");
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example:8443/a/b.git, git.example:8443/a/b",
        "ssh://git@[2001:db8::1]:22/a/b.git, [2001:db8::1]/a/b",
        "git@[2001:db8::1]:a/b.git, [2001:db8::1]/a/b",
        "https://[2001:db8::1]:8443/a/b, [2001:db8::1]:8443/a/b",
        "ssh://git@ssh.github.com:443/a/b.git, github.com/a/b",
        "ssh://host.example/~me/app.git, host.example/~me/app",
        "/srv/git/app.git/, file:/srv/git/app",
        "file:///srv/git/app.git, file:/srv/git/app",
        "/srv/app/.git, file:/srv/app/.git",
        "C:\\work\\app.git, file:C:/work/app"
    })
    void portsHostsAndLocalPathsKeepWhatTellsThemApart(String url, String expected) {
        assertThat(RemoteUrl.normalise(url)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "../sibling",
                "app",
                "https://git.example",
                "https://git.example/",
                "https://",
                "ext::sh -c 'cat'",
                "git@git.example:",
                ":path",
                "https://git.example/a\u0007b",
                "file://"
            })
    void whatNamesNothingThatCanBeFoundAgainIsNone(String url) {
        assertThat(RemoteUrl.normalise(url)).isEmpty();
    }

    @Test
    void aTextThatIsTooLongIsNone() {
        assertThat(RemoteUrl.normalise("https://git.example/" + "a".repeat(RemoteUrl.MAX_CHARACTERS)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://me:s3cret@git.example/a/b",
                "https://s3cret@git.example:99/a/b",
                "https://me:s3cret@git.example",
                "ssh://me:s3cret@git.example/a",
                "me:s3cret@git.example:a/b",
                "s3cret@git.example:a/b",
                "s3cret:x@git.example/a/b",
                "https://git.example/a?t=s3cret",
                "odd+scheme://s3cret@git.example/a",
                "https:/me:s3cret@git.example/a/b",
                "https:me:s3cret@git.example/a/b"
            })
    void noSecretIsEverKept(String url) {
        assertThat(RemoteUrl.normalise(url).orElse("")).doesNotContain("s3cret");
    }
}
