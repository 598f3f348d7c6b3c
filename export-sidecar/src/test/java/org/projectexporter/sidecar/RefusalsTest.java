package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** What the gate refuses, over real HTTP. */
class RefusalsTest {
    private static final String PROJECTS = "/api/v1/projects";
    private static final String EXPORT = PROJECTS + "/film/export";
    private static final String AUTHORIZATION = "Authorization: Bearer " + ServedWorkspace.TOKEN;
    private static final String UNKNOWN = "/api/v1/exports/00000000-0000-0000-0000-000000000000";

    @TempDir
    static Path folder;

    private static ServedWorkspace served;

    @BeforeAll
    static void serve() throws IOException {
        served = ServedWorkspace.start(folder, options -> options.allowedOrigins(Set.of("https://film.example"))
                        .allowedHosts(Set.of("Film.Example")))
                .project("film");
    }

    @AfterAll
    static void stop() throws IOException {
        served.close();
    }

    private static Requests requests() {
        return served.requests();
    }

    private static void requireProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("type").asText()).isEqualTo("urn:project-export:problem:" + code);
        assertThat(answer.text()).doesNotContain(folder.toString()).doesNotContain(ServedWorkspace.TOKEN);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PROJECTS,
                "/api/v1/formats",
                "/metrics",
                "/openapi.yaml",
                "/asyncapi.yaml",
                "/docs",
                "/nowhere",
                UNKNOWN,
                UNKNOWN + "/events",
                PROJECTS + "?token=" + ServedWorkspace.TOKEN,
                PROJECTS + "?access_token=" + ServedWorkspace.TOKEN,
                "/health/",
                "/health/live/",
                "/health/live/../../metrics",
                "/health/live;x",
                "/health/%6cive",
                "/page",
                "/page/",
                "/page/api.js/",
                "/page/../api/v1/projects",
                "/page/api%2ejs",
                "/page/Api.js",
                "/page//api.js",
                "/favicon.ico"
            })
    void withoutToken_everythingButHealthAndThePage_isUnauthorized(String target) {
        Answer answer = requests().without("Authorization").get(target);

        requireProblem(answer, 401, "unauthorized");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer wrong",
                "Bearer " + ServedWorkspace.TOKEN + "x",
                "Bearer x" + ServedWorkspace.TOKEN,
                "Bearer " + ServedWorkspace.TOKEN + ", Bearer wrong",
                "Basic " + ServedWorkspace.TOKEN,
                ServedWorkspace.TOKEN
            })
    void wrongToken_isUnauthorized(String authorization) {
        requireProblem(requests().with("Authorization", authorization).get(PROJECTS), 401, "unauthorized");
    }

    @Test
    void schemeOfTheToken_mayBeWrittenInAnyCase() {
        assertThat(requests()
                        .with("Authorization", "bearer " + ServedWorkspace.TOKEN)
                        .get(PROJECTS)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:80", "localhost.evil.example", "0.0.0.0", "[::2]", "10.0.0.1"})
    void foreignHost_isRefused_evenForHealth(String host) {
        requireProblem(requests().with("Host", host).get(PROJECTS), 421, "host_not_allowed");
        requireProblem(requests().with("Host", host).get("/health/live"), 421, "host_not_allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8765", "film.example", "film.example:443"})
    void loopbackAndAllowedHosts_areAnswered(String host) {
        assertThat(requests().with("Host", host).get(PROJECTS).status()).isEqualTo(200);
    }

    @Test
    void hostInTheRequestLine_countsToo() {
        Answer answer = requests().get("http://evil.example" + PROJECTS);

        assertThat(answer.status()).isBetween(400, 421);
        assertThat(answer.code()).isIn("host_not_allowed", "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "NULL",
                "https://evil.example",
                "http://film.example",
                "https://film.example:444",
                "https://film.example.evil.example",
                "https://film.example, https://film.example"
            })
    void foreignOrigin_isRefused_alsoForHealthAndWebSocket(String origin) {
        Requests foreign = requests().with("Origin", origin);

        requireProblem(foreign.get(PROJECTS), 403, "origin_not_allowed");
        requireProblem(foreign.get("/health/live"), 403, "origin_not_allowed");
        requireProblem(foreign.post(EXPORT), 403, "origin_not_allowed");
        requireProblem(webSocket(foreign).get(UNKNOWN + "/events"), 403, "origin_not_allowed");
        Answer preflight = foreign.with("Access-Control-Request-Method", "POST").send("OPTIONS", EXPORT, "");
        requireProblem(preflight, 403, "origin_not_allowed");
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private static Requests webSocket(Requests requests) {
        return requests.with("Connection", "Upgrade, close")
                .with("Upgrade", "websocket")
                .with("Sec-WebSocket-Version", "13")
                .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    }

    @Test
    void allowedOrigin_mayAskFirst_withoutToken_andReadTheAnswer() {
        Requests page = requests().with("Origin", "https://film.example");
        Answer preflight = page.without("Authorization")
                .with("Access-Control-Request-Method", "POST")
                .send("OPTIONS", EXPORT, "");
        Answer answer = page.get(PROJECTS);

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST", "DELETE");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization", "Idempotency-Key");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://film.example");
        assertThat(answer.header("Vary")).contains("Origin");
        requireProblem(page.without("Authorization").get(PROJECTS), 401, "unauthorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/projects/..%2ffilm/exports",
                "/api/v1/projects/%2e%2e/exports",
                "/api/v1/projects/%2E./exports",
                "/api/v1/projects/../projects/film/exports",
                "/api/v1/projects/./film/exports",
                "/api/v1/projects//film/exports",
                "/api/v1/projects/film%2fexports",
                "/api/v1/projects/%252e%252e/exports",
                "/api/v1/projects/film%252fexports/exports",
                "/api/v1/projects/..%5cfilm/exports",
                "/api/v1/projects/film%00/exports",
                "/api/v1/projects/film%0a/exports",
                "/api/v1/projects/film;x=1/exports",
                "/api/v1/projects/%ff/exports",
                "/api/v1/projects/%c0%ae%c0%ae/exports",
                "/api/v1/projects/%zz/exports",
                "/api/v1/projects/film%/exports",
                "/api/v1/projects/film%u002e/exports",
                "/api/v1/projects/",
                "/api/v1/projects/film/exports/",
                "/api/v1/Projects",
                "/nowhere",
                "/page/nothing.js",
                "/page/package-info.class",
                "/page/pagefile.class",
                "/page/.."
            })
    void pathInDisguise_isFoundNowhere(String target) {
        requireProblem(requests().get(target), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nofilm", "Film", "..", "film%20", "%25", "100%25", ".hidden", "workspace"})
    void unknownProject_isReportedByItsCode(String id) {
        String code = id.equals("..") ? "not_found" : "unknown_project";

        requireProblem(requests().get(PROJECTS + "/" + id + "/exports"), 404, code);
        requireProblem(requests().post(PROJECTS + "/" + id + "/export"), 404, code);
    }

    @Test
    void unknownExport_isReportedByItsCode() {
        for (String target : new String[] {UNKNOWN, UNKNOWN + "/manifest", "/api/v1/exports/film"}) {
            requireProblem(requests().get(target), 404, "unknown_export");
        }
        for (String action : new String[] {"/pause", "/resume", "/verify"}) {
            requireProblem(requests().post(UNKNOWN + action), 404, "unknown_export");
        }
        requireProblem(requests().delete(UNKNOWN), 404, "unknown_export");
        assertThat(requests().send("HEAD", UNKNOWN, "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"compression_level\": 10} | compression_level",
                "{\"compression_level\": \"6\"} | compression_level",
                "{\"include_history\": 1} | include_history",
                "{\"split_size_mb\": 0} | split_size_mb",
                "{\"format\": \"rar\"} | format",
                "{\"deflate\": \"zopfli\"} | deflate",
                "{\"deflate\": 1} | deflate",
                "{\"exclude\": \"*.mov\"} | exclude",
                "{\"output\": \"/etc/passwd\"} | output",
                "{\"dependency_roots\": [\"/\"]} | dependency_roots"
            })
    void wrongOption_isReportedByTheFieldsName(String body, String field) {
        Answer answer = requests().post(EXPORT, body);

        requireProblem(answer, 400, "invalid_option");
        assertThat(answer.json().path("field").asText()).isEqualTo(field);
        assertThat(answer.json().path("detail").asText()).contains(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", "true", "{} {}", "{\"verify\": true, \"verify\": true}", "x=1"})
    void bodyThatIsNotOneObject_isRefused(String body) {
        requireProblem(requests().post(EXPORT, body), 400, "invalid_request");
    }

    @Test
    void bodyOfAnotherType_isRefused() {
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"}) {
            requireProblem(requests().with("Content-Type", type).post(EXPORT, "{}"), 415, "unsupported_media_type");
        }
    }

    @Test
    void tooLargeABody_isRefused_whetherItsLengthIsKnownOrNot() {
        String large = "{\"exclude\": [\"" + "x".repeat(65 * 1024) + "\"]}";
        String chunk = Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n";

        requireProblem(requests().post(EXPORT, large), 413, "too_large");
        requireProblem(requests().with("Transfer-Encoding", "chunked").post(EXPORT, chunk), 413, "too_large");
    }

    @Test
    void tooLargeAHeader_isRefused() {
        Answer answer = requests().with("X-Large", "x".repeat(17 * 1024)).get(PROJECTS);

        requireProblem(answer, 431, "headers_too_large");
    }

    /** A request of HTTP/1.0, which need not have a Host. */
    private static String old(String requestLine, String... headers) throws IOException {
        try (OpenRequest request = OpenRequest.to(served, requestLine, headers)) {
            return request.status(5_000);
        }
    }

    @Test
    void whatIsNoRequest_isRefusedAsAProblem() throws IOException {
        requireProblem(requests().with("Content-Length", "x").get(PROJECTS), 400, "invalid_request");
        requireProblem(requests().without("Host").get(PROJECTS), 400, "invalid_request");
        assertThat(old("GET " + PROJECTS + " HTTP/1.0", AUTHORIZATION)).isEqualTo("HTTP/1.1 400");
        assertThat(old("GET /health/live HTTP/1.0", AUTHORIZATION)).isEqualTo("HTTP/1.1 400");
        assertThat(requests().get("/ HTTP/9.9\r\nX:").status()).isBetween(400, 505);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "with space", "é"})
    void wrongIdempotencyKey_isRefused(String key) {
        Answer answer = requests().with("Idempotency-Key", key).post(EXPORT);

        requireProblem(answer, 400, "invalid_request");
        assertThat(answer.json().path("field").asText()).isEqualTo("Idempotency-Key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE | /api/v1/projects | GET",
                "POST | /api/v1/formats | GET",
                "GET | /api/v1/projects/film/export | POST",
                "POST | " + UNKNOWN + " | DELETE",
                "GET | " + UNKNOWN + "/pause | POST",
                "OPTIONS | /api/v1/projects | GET",
                "PUT | /api/v1/projects/film/export | POST",
                "TRACE | /api/v1/projects | GET"
            })
    void wrongMethod_isAnsweredWithThoseThatAreAllowed(String method, String target, String allowed) {
        Answer answer = requests().send(method, target, "");

        requireProblem(answer, 405, "method_not_allowed");
        assertThat(answer.header("Allow")).contains(allowed);
    }

    @Test
    void health_isOpen() {
        assertThat(requests().without("Authorization").get("/health/live").json())
                .hasToString("{\"status\":\"ok\"}");
        assertThat(requests().without("Authorization").get("/health/ready").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        PROJECTS + "/import?name=other, Content-Type, multipart/form-data; boundary=x",
        PROJECTS + "/import?name=other, Content-Type, Multipart/Mixed",
        PROJECTS + "/import?name=other, Content-Encoding, gzip",
        PROJECTS + "/film/export, Content-Type, multipart/form-data; boundary=x",
        PROJECTS + "/film/export, Content-Encoding, br"
    })
    void formsAndEncodedBodies_areUnsupported(String target, String header, String value) {
        Requests request =
                header.equals("Content-Type") ? requests() : requests().with("Content-Type", "application/json");
        Answer answer = request.with(header, value).send("POST", target, "{}");

        requireProblem(answer, 415, "unsupported_media_type");
        assertThat(answer.header("Accept-Encoding")).isEqualTo(header.equals("Content-Encoding") ? "identity" : "");
    }

    @Test
    void theEncodingIdentity_isNone() {
        assertThat(requests()
                        .with("Content-Encoding", "identity")
                        .post(PROJECTS + "/film/export", "{}")
                        .status())
                .isEqualTo(202);
    }
}
