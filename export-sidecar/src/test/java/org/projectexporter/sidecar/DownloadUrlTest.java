package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Signed URLs as a browser uses them, without a header, and as an attacker would change them. */
class DownloadUrlTest {
    private static final Set<TokenScope> DOWNLOAD = EnumSet.of(TokenScope.DOWNLOAD);

    @TempDir
    Path folder;

    private ServedWorkspace served;
    private String export;
    private byte[] archive;

    @BeforeEach
    void serve() throws Exception {
        served = ServedWorkspace.start(folder, options -> options.longestUrlLifetime(Duration.ofHours(2)))
                .project("film")
                .project("other");
        export = served.export("film", "{}");
        served.await(export, "completed");
        archive = served.requests().get(export + "/download").body();
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
    }

    private Requests browser() {
        return served.requests().without("Authorization");
    }

    private String url(Requests as, String export, String body) {
        Answer answer = as.post(export + "/download-url", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().path("url").asText();
    }

    private String url() {
        return url(served.requests(), export, "{}");
    }

    private void requireRefused(String url) {
        Answer answer = browser().get(url);
        assertThat(answer.status()).as(url).isIn(401, 403, 404);
        if (answer.status() == 403) {
            assertThat(answer.code()).isEqualTo("url_not_valid");
        }
        assertThat(browser().send("HEAD", url, "").status()).as("HEAD " + url).isIn(401, 403, 404);
    }

    @Test
    void browser_downloadsWithoutAHeader_wholeAndInRanges() {
        Answer whole = browser().get(url());
        Answer head = browser().send("HEAD", url(), "");
        Answer part = browser().with("Range", "bytes=10-19").get(url());
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(archive);
        assertThat(whole.header("Content-Disposition")).contains("attachment", "film.zip");
        assertThat(whole.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(whole.header("Cache-Control")).contains("private");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(archive.length));
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(archive, 10, 20));
    }

    @Test
    void url_isForOneVolumeOfOneExport() throws Exception {
        String second = served.export("film", "{}");
        served.await(second, "completed");
        String url = url();
        String query = url.substring(url.indexOf('?'));
        String ofVolume = url(served.requests(), export, "{\"volume\": 1}");
        assertThat(browser().get(ofVolume).status()).isEqualTo(200);
        requireRefused(second + "/download" + query);
        requireRefused(export + "/download/1" + query);
        requireRefused(export + "/download" + ofVolume.substring(ofVolume.indexOf('?')));
        requireRefused(export + "/manifest" + query);
        requireRefused(export + query);
        requireRefused("/api/v1/projects" + query);
    }

    @Test
    void otherSpellingsOfThePath_areRefused() {
        String url = url();
        String query = url.substring(url.indexOf('?'));
        String id = export.substring(export.lastIndexOf('/') + 1);
        for (String path : new String[] {
            "/api/v1/exports/" + id + "/download/",
            "/api/v1/exports/" + id + "/download/01",
            "/api/v1/exports/" + id + "/./download",
            "/api/v1/exports/" + id + "//download",
            "/api/v1/exports/x/../" + id + "/download",
            "/api/v1/exports/" + id + "/%64ownload",
            "/api/v1/exports/%" + Integer.toHexString(id.charAt(0)) + id.substring(1) + "/download",
            "/api/v1/exports/" + id + "/download;x",
            "/api/v1/exports/" + id.toUpperCase(java.util.Locale.ROOT) + "/download",
            "/API/v1/exports/" + id + "/download"
        }) {
            if (!path.equals(export + "/download")) {
                requireRefused(path + query);
            }
        }
    }

    @Test
    void changedQuery_isRefused() throws Exception {
        String url = url();
        String signature = url.substring(url.indexOf("signature=") + 10);
        String expires = url.replaceAll(".*expires=([0-9]+).*", "$1");
        String by = url.replaceAll(".*by=([^&]+).*", "$1");
        String path = export + "/download";
        String guest = SidecarTokens.of(served.data()).create("guest", DOWNLOAD, Set.of("film"), Optional.empty());
        String byGuest = url(served.requestsOf(guest), export, "{}").replaceAll(".*by=([^&]+).*", "$1");
        char last = signature.charAt(42);
        String sameBytes = signature.substring(0, 42)
                + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                        .charAt("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(last) ^ 1);
        for (String query : new String[] {
            "expires=" + (Long.parseLong(expires) + 1) + "&by=" + by + "&signature=" + signature,
            "expires=0" + expires + "&by=" + by + "&signature=" + signature,
            "expires=-1&by=" + by + "&signature=" + signature,
            "expires=99999999999999999999&by=" + by + "&signature=" + signature,
            "expires=" + expires + "&by=" + byGuest + "&signature=" + signature,
            "expires=" + expires + "&by=" + by + "&signature=",
            "expires=" + expires + "&by=" + by + "&signature=" + signature.substring(1),
            "expires=" + expires + "&by=" + by + "&signature=" + signature + "=",
            "expires=" + expires + "&by=" + by + "&signature=" + sameBytes,
            "expires=" + expires + "&by=" + by + "&signature=" + signature + "&signature=" + signature,
            "expires=" + expires + "&expires=" + expires + "&by=" + by + "&signature=" + signature,
            "expires=" + expires + "&signature=" + signature,
            "by=" + by + "&signature=" + signature,
            "expires=" + expires + "%0A" + by + "&by=&signature=" + signature
        }) {
            requireRefused(path + "?" + query);
        }
        assertThat(browser().get(url).status()).isEqualTo(200);
    }

    @Test
    void url_isGoodForReadingOnly() {
        String query = url().substring(url().indexOf('?'));
        for (String method : new String[] {"POST", "DELETE", "PUT"}) {
            assertThat(browser().send(method, export + "/download" + query, "").status())
                    .as(method)
                    .isEqualTo(401);
        }
        assertThat(browser().delete(export + query).status()).isEqualTo(401);
        assertThat(browser().post(export + "/download-url" + query).status()).isEqualTo(401);
        assertThat(served.requests()
                        .with("Authorization", "Bearer wrong")
                        .get(url())
                        .status())
                .as("a wrong token is not ignored")
                .isEqualTo(401);
    }

    @Test
    void url_endsWithItsTime_andItsTimeIsLimited() throws Exception {
        String brief = url(served.requests(), export, "{\"expires_in_seconds\": 1}");
        Thread.sleep(1_100);
        requireRefused(brief);
        for (String body : new String[] {
            "{\"expires_in_seconds\": 7201}",
            "{\"expires_in_seconds\": 0}",
            "{\"expires_in_seconds\": \"60\"}",
            "{\"expires_in_seconds\": 1.5}",
            "{\"volume\": 2}",
            "{\"path\": \"/etc\"}"
        }) {
            assertThat(served.requests().post(export + "/download-url", body).code())
                    .as(body)
                    .isEqualTo("invalid_option");
        }
    }

    @Test
    void url_endsWithTheTokenThatCreatedIt() throws Exception {
        SidecarTokens tokens = SidecarTokens.of(served.data());
        String guest = tokens.create("guest", DOWNLOAD, Set.of("film"), Optional.empty());
        String url = url(served.requestsOf(guest), export, "{}");
        assertThat(browser().get(url).status()).isEqualTo(200);
        tokens.revoke("guest");
        requireRefused(url);
        tokens.create("guest", DOWNLOAD, Set.of("film"), Optional.empty());
        requireRefused(url);
    }

    @Test
    void url_endsWithTheKey_whichIsReplacedWithoutARestart() throws Exception {
        String url = url();
        SidecarTokens.of(served.data()).replaceUrlKey();
        requireRefused(url);
        String next = url();
        assertThat(browser().get(next).status()).isEqualTo(200);
        Files.delete(served.data().resolve("url-key"));
        requireRefused(next);
    }

    @Test
    void keyThatOthersMayKnow_signsNothing() throws Exception {
        String url = url();
        Path key = served.data().resolve("url-key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        Path planted = Files.copy(key, folder.resolve("planted"));
        Files.delete(key);
        Files.createSymbolicLink(key, planted);
        requireRefused(url);
        assertThat(served.requests().post(export + "/download-url", "{}").status())
                .isEqualTo(500);
    }

    @Test
    void url_endsWithTheArchive() {
        String url = url();
        served.requests().delete(export);
        Answer answer = browser().get(url);
        assertThat(answer.code()).isEqualTo("unknown_export");
    }

    @Test
    void url_isNotLogged() throws Exception {
        ch.qos.logback.classic.Logger root =
                (ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger("org.projectexporter");
        ch.qos.logback.core.read.ListAppender<ch.qos.logback.classic.spi.ILoggingEvent> log =
                new ch.qos.logback.core.read.ListAppender<>();
        log.start();
        ch.qos.logback.classic.Level before = root.getLevel();
        root.setLevel(ch.qos.logback.classic.Level.DEBUG);
        root.addAppender(log);
        try {
            String url = url();
            browser().get(url);
            String signature = url.substring(url.indexOf("signature=") + 10);
            browser().get(url.replace("by=", "by=x"));
            Thread.sleep(200); // a line is written after its answer
            assertThat(log.list)
                    .anyMatch(line -> String.valueOf(line.getKeyValuePairs()).contains("token=\"server\""))
                    .noneMatch(line -> (line.getFormattedMessage() + line.getKeyValuePairs()).contains(signature));
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
    }

    @Test
    void exportThatIsNotFinished_hasNoUrl() throws Exception {
        JsonNode unknown = served.requests()
                .post("/api/v1/exports/00000000-0000-0000-0000-000000000000/download-url", "{}")
                .json();
        assertThat(unknown.path("code").asText()).isEqualTo("unknown_export");
    }
}
