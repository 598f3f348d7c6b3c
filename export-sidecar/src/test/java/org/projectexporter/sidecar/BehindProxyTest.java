package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Links behind a proxy that publishes the server under a path, and headers of proxies that are, or are not, believed. */
class BehindProxyTest {
    private static final String HOST = "film.example";

    @TempDir
    private Path folder;

    private ServedWorkspace serve(String basePath, String... trusted) throws IOException {
        return ServedWorkspace.start(folder, options -> options.proxy(new ProxySettings(basePath, Set.of(trusted)))
                        .allowedHosts(Set.of(HOST)))
                .project("film");
    }

    /** Every path of this server in an answer. */
    private static List<String> paths(JsonNode json) {
        List<String> paths = new ArrayList<>();
        if (json.isTextual() && json.asText().contains("/api/v1/")) {
            paths.add(json.asText());
        }
        json.forEach(child -> paths.addAll(paths(child)));
        return paths;
    }

    /** Follows all kinds of links, through a proxy that keeps or removes the prefix. */
    private static void follow(Requests requests, String prefix) throws Exception {
        Answer started = requests.post("/api/v1/projects/film/export");
        assertThat(started.header("Location")).startsWith(prefix + "/api/v1/exports/");
        String export = started.header("Location").substring(prefix.length());
        JsonNode done = requests.get(export).json();
        for (int i = 0; i < 3_000 && !done.path("state").asText().equals("completed"); i++) {
            Thread.sleep(10);
            done = requests.get(export).json();
        }
        List<String> all = new ArrayList<>(paths(done));
        all.addAll(paths(requests.get("/api/v1/projects").json()));
        all.addAll(paths(requests.get("/api/v1/exports").json()));
        all.addAll(paths(requests.get("/api/v1/projects/film/exports").json()));
        all.addAll(paths(requests.post(export + "/download-url").json()));
        all.addAll(paths(requests.post(export + "/events-ticket").json()));
        String sse = requests.with("Accept", "text/event-stream")
                .get(export + "/events?last_event_id=0")
                .text();
        assertThat(sse).contains("\"download\":\"" + prefix + "/api/v1/exports/");
        Answer upload = requests.with("Tus-Resumable", "1.0.0")
                .with("Upload-Length", "1")
                .post("/api/v1/uploads");
        all.add(upload.header("Location"));
        all.addAll(paths(requests.get("/api/v1/uploads").json()));
        assertThat(all).hasSizeGreaterThan(20).allMatch(path -> path.startsWith(prefix + "/api/v1/"));
        String url = requests.post(export + "/download-url").json().path("url").asText();
        Answer download = requests.without("Authorization").get(url.substring(prefix.length()));
        assertThat(download.status()).isEqualTo(200);
        assertThat(requests.get("/metrics").text()).contains("project_export_downloads_total 1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/exports", "/a/b-c/d"})
    void basePath_isInAllLinks_whetherTheProxyKeepsOrRemovesIt(String prefix) throws Exception {
        try (ServedWorkspace served = serve(prefix)) {
            follow(served.requests().under(prefix), prefix);
        }
        try (ServedWorkspace served = serve(prefix)) {
            Answer projects = served.requests().get("/api/v1/projects");
            assertThat(paths(projects.json())).isNotEmpty().allMatch(path -> path.startsWith(prefix + "/api/v1/"));
        }
    }

    @Test
    void proxyThatRemovesThePrefix_andNamesIt() throws Exception {
        try (ServedWorkspace served = serve("", "127.0.0.1")) {
            follow(served.requests().with("X-Forwarded-Prefix", "/exports/"), "/exports");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "/a/../b", "exports", "/a?b", "/a\"b", "https://evil.example", "/a//b"})
    void prefixThatIsNoPath_isIgnored(String prefix) throws Exception {
        try (ServedWorkspace served = serve("/own", "127.0.0.0/8")) {
            Answer projects =
                    served.requests().with("X-Forwarded-Prefix", prefix).get("/api/v1/projects");

            assertThat(projects.status()).as(projects.toString()).isEqualTo(200);
            assertThat(paths(projects.json())).isNotEmpty().allMatch(path -> path.startsWith("/own/api/v1/"));
        }
    }

    @Test
    void headersOfOthers_areNotBelieved() throws Exception {
        try (ServedWorkspace served = serve("", "192.0.2.1", "2001:db8::/32")) {
            Requests forged = served.requests()
                    .with("X-Forwarded-Prefix", "/evil")
                    .with("X-Forwarded-Proto", "https")
                    .with("X-Forwarded-Host", HOST)
                    .with("Forwarded", "proto=https;host=" + HOST);

            assertThat(paths(forged.get("/api/v1/projects").json())).allMatch(path -> path.startsWith("/api/v1/"));
            assertThat(forged.get("/openapi.yaml").text())
                    .contains("- url: http://127.0.0.1:" + served.sidecar().port() + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    X-Forwarded-Proto | https                                    | X-Forwarded-Host | film.example
                    X-Forwarded-Proto | http, HTTPS                              | X-Forwarded-Host | evil.example, film.example
                    Forwarded         | for=192.0.2.60;proto=https;host=film.example | X-Forwarded-Host | localhost
                    Forwarded         | host=evil.example, Host="film.example";PROTO="https" | X-Forwarded-Proto | http
                    """)
    void descriptions_haveTheAddressThatTheClientUses(String name, String value, String other, String otherValue)
            throws Exception {
        try (ServedWorkspace served = serve("/exports", "127.0.0.1")) {
            Requests requests = served.requests().with(name, value).with(other, otherValue);

            assertThat(requests.get("/openapi.yaml").text())
                    .contains("servers:\n  - url: https://film.example/exports\n")
                    .doesNotContain("8765");
            assertThat(requests.get("/asyncapi.yaml").text())
                    .contains("    host: film.example\n    pathname: /exports\n    protocol: wss\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"host=\"film.example", "host=\"", "=;;host", "proto=gopher", "\\", ";", "host=film.example,"})
    void forwardedThatIsMalformed_isIgnored(String value) throws Exception {
        try (ServedWorkspace served = serve("", "127.0.0.1")) {
            assertThat(served.requests()
                            .with("Forwarded", value)
                            .get("/openapi.yaml")
                            .text())
                    .containsPattern(
                            "- url: http://(127.0.0.1:" + served.sidecar().port() + "|film.example)\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "a@film.example", "film.example/x", "film.example:99999", ""})
    void hostThatIsNotAllowed_isIgnored(String host) throws Exception {
        try (ServedWorkspace served = serve("", "127.0.0.1")) {
            assertThat(served.requests()
                            .with("X-Forwarded-Host", host)
                            .get("/openapi.yaml")
                            .text())
                    .contains("- url: http://127.0.0.1:" + served.sidecar().port() + "\n");
        }
    }

    @Test
    void prefix_doesNotHideWhatIsRefused() throws Exception {
        try (ServedWorkspace served = serve("/exports")) {
            for (String path : List.of(
                    "/exports/../metrics", "/exports//metrics", "/exports/exports/metrics", "/exportsx/metrics")) {
                assertThat(served.requests().get(path).status()).as(path).isEqualTo(404);
            }
            assertThat(served.requests()
                            .without("Authorization")
                            .get("/exports/metrics")
                            .status())
                    .isEqualTo(401);
            Requests anyone = served.requests().without("Authorization").under("/exports");
            assertThat(anyone.get("/health/live").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exports", "/exports/", "/", "/a/../b", "/a b", "/ä"})
    void basePathThatIsNone_isRefusedByName(String path) {
        assertThatThrownBy(() -> new ProxySettings(path, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + path + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "256.0.0.1", "10.0.0", "10.0.0.0/", "10.0.0.0/8/8", "", "*"})
    void trustedProxyThatIsNoAddress_isRefusedByName(String address) {
        assertThatThrownBy(() -> new ProxySettings("", Set.of(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + address + "\"");
    }

    @Test
    void networkThatIsNone_isRefusedAtTheStart() throws Exception {
        assertThatThrownBy(() -> serve("", "10.0.0.0/99"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.0/99");
        serve("").close(); // the data folder is not in use
    }
}
