package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;

/** {@code project-export tokens}. */
class TokensCommandTest {
    @TempDir
    Path folder;

    private FakeConsole console = new FakeConsole();

    private int run(String... arguments) {
        console = new FakeConsole();
        return new Main(console.plain()).run(arguments);
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    @Test
    void create_printsTheTokenOnce_andListShowsTheRest() throws Exception {
        int code = run(
                "tokens",
                "create",
                "editor",
                "--data",
                data(),
                "--scope",
                "read,download",
                "--project",
                "film",
                "--project",
                "a\u202eb",
                "--expires-days",
                "7");
        String token = console.out().strip();
        assertThat(code).as(console.err()).isZero();
        assertThat(token).matches("pxt_[A-Za-z0-9_-]{43}");
        assertThat(Files.readString(Path.of(data(), "tokens.json"))).doesNotContain(token.substring(4));

        assertThat(run("tokens", "list", "--data", data())).isZero();
        assertThat(console.out())
                .contains("editor", "read,download", "film", "expires 20")
                .doesNotContain(token.substring(4), "\u202e");

        assertThat(run("tokens", "revoke", "editor", "--data", data())).isZero();
        assertThat(run("tokens", "list", "--data", data())).isZero();
        assertThat(console.out()).isEmpty();
        assertThat(run("tokens", "revoke", "editor", "--data", data())).isEqualTo(2);
    }

    @Test
    void replaceUrlKey_writesAnotherKey() throws Exception {
        assertThat(run("tokens", "replace-url-key", "--data", data())).isZero();
        String first = Files.readString(Path.of(data(), "url-key"));
        assertThat(run("tokens", "replace-url-key", "--data", data())).isZero();
        assertThat(Files.readString(Path.of(data(), "url-key"))).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokens",
                "tokens create",
                "tokens create a --scope read",
                "tokens create a --project film",
                "tokens create a --scope all --project film",
                "tokens create a/b --scope read --project film",
                "tokens create server --scope read --project film",
                "tokens create a --scope read --project film --expires-days 0",
                "tokens revoke",
                "tokens revoke nobody",
                "tokens rename a b"
            })
    void wrongUsage_isExitCode2(String line) {
        String[] words = (line + (line.equals("tokens") ? "" : " --data " + data())).split(" ");
        assertThat(run(words)).as(console.err()).isEqualTo(2);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).startsWith("project-export: ");
    }
}
