package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import org.projectexporter.page.PageFile;

/** The page over real HTTP: without a token, and with headers that keep foreign content out. */
class PageRoutesTest {
    private static final String MODULE = "/page/project-export.js";
    private static final String ORIGIN = "https://film.example";

    @TempDir
    static Path folder;

    private static ServedWorkspace served;

    @BeforeAll
    static void serve() throws IOException {
        served = ServedWorkspace.start(folder, options -> options.allowedOrigins(Set.of(ORIGIN)));
    }

    @AfterAll
    static void stop() throws IOException {
        served.close();
    }

    private static Requests browser() {
        return served.requests().without("Authorization");
    }

    @Test
    void page_isSentWithoutAToken_andAllowsNothingInlineOrForeign() {
        Answer page = browser().get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("<project-export");
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self';")
                .contains("frame-ancestors 'self'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void head_hasTheHeadersAlone() {
        Answer head = browser().send("HEAD", MODULE, "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("ETag")).isEqualTo(browser().get(MODULE).header("ETag"));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void fileThatTheBrowserHas_isNotSentAgain_compressedOrNot() {
        Requests compressing = browser().with("Accept-Encoding", "br;q=1, gzip;q=0.5");
        String plain = browser().get(MODULE).header("ETag");
        String compressed = compressing.send("HEAD", MODULE, "").header("ETag");

        assertThat(plain).isNotEqualTo(compressed);
        assertThat(browser().with("If-None-Match", plain).get(MODULE).status()).isEqualTo(304);
        assertThat(browser().with("If-None-Match", compressed).get(MODULE).status())
                .isEqualTo(200);
        assertThat(compressing.with("If-None-Match", "\"x\", W/" + compressed).get(MODULE))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(304))
                .satisfies(answer -> assertThat(answer.body()).isEmpty());
        assertThat(browser()
                        .with("If-Modified-Since", "Fri, 31 Dec 2100 23:59:59 GMT")
                        .get(MODULE)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void file_isCompressed_onlyWhereThatIsAccepted() throws IOException {
        Answer plain = browser().with("Accept-Encoding", "gzip;q=0").get(MODULE);
        byte[] compressed = PageFile.find("project-export.js").orElseThrow().gzip();
        Answer answer = browser().with("Accept-Encoding", "gzip").send("HEAD", MODULE, "");

        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.header("Vary")).contains("Accept-Encoding").contains("Origin");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
                .isEqualTo(plain.body());
    }

    @Test
    void moduleIsLoadedByPages_ofAllowedOriginsAlone() {
        Answer allowed = browser().with("Origin", ORIGIN).get(MODULE);

        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(allowed.header("Content-Type")).startsWith("text/javascript");
        assertThat(browser().with("Origin", "https://evil.example").get(MODULE).status())
                .isEqualTo(403);
    }

    /** Browsers name the origin of scripts, of what changes something, and of WebSockets. */
    @Test
    void ownPage_mayDoWhatItsTokenMay_andOneOfAnotherPortMayNot() {
        int port = served.sidecar().port();
        Requests own = served.requests().with("Origin", "http://127.0.0.1:" + port);

        assertThat(own.get("/api/v1/projects").status()).isEqualTo(200);
        assertThat(own.without("Authorization").get("/api/v1/projects").status())
                .isEqualTo(401);
        assertThat(served.requests()
                        .with("Origin", "http://127.0.0.1:" + (port + 1))
                        .get("/api/v1/projects")
                        .status())
                .isEqualTo(403);
    }
}
