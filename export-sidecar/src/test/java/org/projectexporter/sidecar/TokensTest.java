package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Tokens that come and go while the server runs, and what an attacker may try with their file. */
class TokensTest {
    private static final String PROJECTS = "/api/v1/projects";
    private static final Set<TokenScope> READ = EnumSet.of(TokenScope.READ);

    @TempDir
    Path folder;

    private ServedWorkspace served;
    private Path file;

    @BeforeEach
    void serve() throws IOException {
        served = ServedWorkspace.start(folder, options -> options).project("film");
        file = served.data().resolve("tokens.json");
    }

    @AfterEach
    void stop() throws IOException {
        served.close();
    }

    private SidecarTokens tokens() throws IOException {
        return SidecarTokens.of(served.data());
    }

    private int status(String token) {
        return served.requestsOf(token).get(PROJECTS).status();
    }

    @Test
    void token_isValidAtOnce_andNoLongerOnceItIsRevoked_withoutARestart() throws IOException {
        String token = tokens().create("editor", READ, Set.of("film"), Optional.empty());
        assertThat(status(token)).isEqualTo(200);
        assertThat(tokens().revoke("editor")).isTrue();
        assertThat(status(token)).isEqualTo(401);
        assertThat(tokens().revoke("editor")).isFalse();
        assertThat(status(ServedWorkspace.TOKEN)).as("the server's own token").isEqualTo(200);
    }

    @Test
    void token_isStoredAsItsDigest_andItsFileIsItsOwners() throws IOException {
        String token = tokens().create("editor", READ, Set.of("film"), Optional.empty());
        assertThat(token).matches("pxt_[A-Za-z0-9_-]{43}");
        assertThat(Files.readString(file)).doesNotContain(token.substring(4)).contains("\"editor\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String digest = Files.readString(file).replaceAll("(?s).*\"sha256\":\"([0-9a-f]{64})\",\"scopes.*", "$1");
        assertThat(status(digest)).as("the digest is no token").isEqualTo(401);
    }

    @Test
    void expiredToken_isRefused() throws Exception {
        String token = tokens().create("guest", READ, Set.of("*"), Optional.of(Duration.ofSeconds(2)));
        assertThat(status(token)).isEqualTo(200);
        Thread.sleep(2_100);
        assertThat(status(token)).isEqualTo(401);
    }

    @Test
    void namesAreUnique_andChecked() throws IOException {
        tokens().create("editor", READ, Set.of("film"), Optional.empty());
        assertThatThrownBy(() -> tokens().create("editor", READ, Set.of("film"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("already");
        for (String name : new String[] {"", "server", "a b", "a\nb", "x".repeat(65), "-x"}) {
            assertThatThrownBy(() -> tokens().create(name, READ, Set.of("film"), Optional.empty()))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> tokens().create("a", Set.of(), Set.of("film"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tokens().create("a", READ, Set.of(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void brokenFile_leavesThePreviousTokens_andIsReported() throws IOException {
        String token = tokens().create("editor", READ, Set.of("film"), Optional.empty());
        byte[] good = Files.readAllBytes(file);
        assertThat(status(token)).isEqualTo(200);
        try (HeardLog log = HeardLog.open()) {
            replace(new String(good, StandardCharsets.UTF_8).replace("\"film\"", "\"*\""));
            assertThat(status(token)).isEqualTo(200);
            assertThat(served.requestsOf(token)
                            .get("/api/v1/projects/other/exports")
                            .status())
                    .isEqualTo(404);
            assertThat(log.alarms()).singleElement().asString().contains("checksum");
        }
        assertThat(served.requests().get("/metrics").text()).contains("project_export_tokens_broken 1.0");
        replace(new String(good, StandardCharsets.UTF_8));
        assertThat(status(token)).isEqualTo(200);
        assertThat(served.requests().get("/metrics").text()).contains("project_export_tokens_broken 0.0");
    }

    /** As the command does it: another file gets the name. */
    private void replace(String content) throws IOException {
        Path other = Files.createTempFile(served.data(), "t", "");
        Files.writeString(other, content);
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void removedFile_hasNoTokens() throws IOException {
        String token = tokens().create("editor", READ, Set.of("film"), Optional.empty());
        assertThat(status(token)).isEqualTo(200);
        Files.delete(file);
        assertThat(status(token)).isEqualTo(401);
    }

    /** An attacker who could make the server follow a link, or write the file, would have all scopes. */
    @Test
    void fileOfAnotherKind_isNotUsed() throws IOException {
        String token = tokens().create("editor", READ, Set.of("film"), Optional.empty());
        byte[] good = Files.readAllBytes(file);
        Path elsewhere = Files.write(folder.resolve("planted.json"), good);
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-------"));
        tokens().revoke("editor");
        assertThat(status(token)).isEqualTo(401);

        Files.delete(file);
        Files.createSymbolicLink(file, elsewhere);
        assertThat(status(token)).as("a link").isEqualTo(401);
        assertThatThrownBy(() -> tokens().list()).hasMessageContaining("not a regular file");

        Files.delete(file);
        Files.write(file, good);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(status(token)).as("readable by others").isEqualTo(401);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw--w----"));
        assertThat(status(token)).as("writable by the group").isEqualTo(401);
        assertThatThrownBy(() -> tokens().create("b", READ, Set.of("film"), Optional.empty()))
                .hasMessageContaining("not trusted");

        Files.delete(file);
        Files.createDirectory(file);
        assertThat(status(token)).as("a folder").isEqualTo(401);
        Files.delete(file);
        Files.write(file, good);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(status(token)).as("the good file").isEqualTo(200);
    }

    @Test
    void serverDoesNotStart_withABrokenFile() throws IOException {
        tokens().create("editor", READ, Set.of("film"), Optional.empty());
        served.close();
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> ServedWorkspace.start(folder, options -> options))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tokens.json cannot be used");
        Files.delete(file);
        served = ServedWorkspace.start(folder, options -> options);
        assertThat(status(ServedWorkspace.TOKEN)).isEqualTo(200);
    }
}
