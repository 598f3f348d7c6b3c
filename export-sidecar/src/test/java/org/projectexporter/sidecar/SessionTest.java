package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The login of the server's own page, and what other pages and programs may try with it; over real HTTP. */
class SessionTest {
    private static final String SESSION = "/api/v1/session";
    private static final String PROJECTS = "/api/v1/projects";
    private static final String ALLOWED = "https://film.example";

    @TempDir
    Path folder;

    private final HeldSource held = new HeldSource();
    private ServedWorkspace served;

    @BeforeEach
    void serve() throws IOException {
        served = ServedWorkspace.start(folder, held, options -> options.allowedOrigins(Set.of(ALLOWED)))
                .project("film")
                .project("other");
    }

    @AfterEach
    void stop() throws IOException {
        held.release();
        served.close();
    }

    private String origin() {
        return served.sidecar().url();
    }

    /** As the server's page sends it before it has a session. */
    private Requests page() {
        return served.requests().without("Authorization").with("Origin", origin());
    }

    private Answer login(String token) {
        return page().with("Authorization", "Bearer " + token).post(SESSION);
    }

    /** The name and value of the cookie that an answer sets. */
    private static String cookie(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.header("Set-Cookie").split(";")[0];
    }

    /** As the server's page sends it with a session. */
    private Requests with(Answer login) {
        return page().with("Cookie", cookie(login))
                .with("X-CSRF-Token", login.json().path("csrf_token").asText());
    }

    private String token(String name, Set<TokenScope> scopes, String... projects) throws IOException {
        return SidecarTokens.of(served.data()).create(name, scopes, Set.of(projects), Optional.empty());
    }

    @Test
    void session_mayDoWhatItsTokenMay_andNoMore() throws Exception {
        Answer login = login(token("reader", EnumSet.of(TokenScope.READ, TokenScope.START), "film"));
        Requests page = with(login);

        assertThat(page.get(PROJECTS).json().path("projects"))
                .extracting(project -> project.path("id").asText())
                .containsExactly("film");
        Answer started = page.post("/api/v1/projects/film/export", "{}");
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        served.await(started.header("Location"), "completed");
        assertThat(page.get(started.header("Location") + "/download").code()).isEqualTo("missing_scope");
        assertThat(page.post("/api/v1/projects/other/export", "{}").status()).isEqualTo(404);
        JsonNode session = page.get(SESSION).json();
        assertThat(session).isEqualTo(login.json());
        assertThat(session.path("token_name").asText()).isEqualTo("reader");
        assertThat(session.path("scopes").toString()).isEqualTo("[\"read\",\"start\"]");
        assertThat(session.path("projects").toString()).isEqualTo("[\"film\"]");
    }

    @Test
    void cookie_isOutOfTheReachOfScripts_andOtherSites_andSecureBehindTls() throws Exception {
        served.close();
        served = ServedWorkspace.start(
                folder, options -> options.proxy(new ProxySettings("/exports", Set.of("127.0.0.1"))));
        Requests plain = served.requests();
        Requests tls = plain.with("X-Forwarded-Proto", "https");

        assertThat(plain.post(SESSION).header("Set-Cookie"))
                .matches("project-export-session-" + served.sidecar().port()
                        + "=[A-Za-z0-9_-]{43}; Path=/exports; HttpOnly; SameSite=Strict");
        assertThat(tls.post(SESSION).header("Set-Cookie")).endsWith("; HttpOnly; SameSite=Strict; Secure");
        Requests page = tls.without("Authorization").with("Cookie", cookie(tls.post(SESSION)));
        assertThat(page.with("Origin", "https://127.0.0.1:" + served.sidecar().port())
                        .get(SESSION)
                        .status())
                .isEqualTo(200);
        assertThat(page.with("Origin", origin()).get(SESSION).code()).isEqualTo("origin_not_allowed");
    }

    @Test
    void session_survivesARestart_andTheFileOpensNone() throws Exception {
        Answer login = login(ServedWorkspace.TOKEN);
        Path file = served.data().resolve("sessions.json");
        String secret = cookie(login).split("=")[1];
        int port = served.sidecar().port();
        assertThat(Files.readString(file)).doesNotContain(secret).doesNotContain(ServedWorkspace.TOKEN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        served.close();
        served = ServedWorkspace.start(folder, options -> options.port(port));

        assertThat(with(login).get(SESSION).json()).isEqualTo(login.json());
        String digest = Files.readString(file).replaceAll("(?s).*\"sha256\":\"([0-9a-f]{64})\",\"token_id.*", "$1");
        assertThat(page().with("Cookie", cookie(login).split("=")[0] + "=" + digest)
                        .get(SESSION)
                        .status())
                .as("the digest is no secret")
                .isEqualTo(401);
    }

    /** Or whoever once knew the token would stay in after it was replaced. */
    @Test
    void session_endsWhenTheServerStartsWithAnotherToken() throws Exception {
        Answer login = login(ServedWorkspace.TOKEN);
        int port = served.sidecar().port();
        served.close();
        served = ServedWorkspace.start(folder, options -> options.port(port).token("another-token-of-the-test"));

        assertThat(with(login).get(SESSION).status()).isEqualTo(401);
    }

    @Test
    void session_endsWithItsToken_andAnotherOneOfThatNameDoesNotReviveIt() throws Exception {
        Answer login = login(token("reader", EnumSet.of(TokenScope.READ), "film"));
        assertThat(with(login).get(PROJECTS).status()).isEqualTo(200);
        SidecarTokens.of(served.data()).revoke("reader");
        assertThat(with(login).get(PROJECTS).status()).isEqualTo(401);
        token("reader", EnumSet.of(TokenScope.READ), "film");
        assertThat(with(login).get(PROJECTS).status()).isEqualTo(401);
    }

    @Test
    void logout_endsTheSession_forThoseWhoHaveCopiedTheCookie_too() throws Exception {
        Answer login = login(ServedWorkspace.TOKEN);
        Answer other = login(ServedWorkspace.TOKEN);

        Answer logout = with(login).delete(SESSION);

        assertThat(logout.status()).isEqualTo(204);
        assertThat(logout.header("Set-Cookie")).contains("=; Max-Age=0; Path=/;");
        assertThat(with(login).get(PROJECTS).status()).isEqualTo(401);
        assertThat(with(other).get(PROJECTS).status()).as("another browser").isEqualTo(200);
        assertThat(served.requests().get(PROJECTS).status()).as("the token").isEqualTo(200);
    }

    @Test
    void changes_requireTheCsrfToken_ofThatSession() throws Exception {
        Requests page = with(login(ServedWorkspace.TOKEN));
        String other = login(ServedWorkspace.TOKEN).json().path("csrf_token").asText();
        String export = served.export("film", "{}");
        served.await(export, "completed");

        for (Requests wrong : List.of(
                page.without("X-CSRF-Token"), page.with("X-CSRF-Token", other), page.with("X-CSRF-Token", ""))) {
            for (Answer answer : List.of(
                    wrong.post("/api/v1/projects/film/export", "{}"),
                    wrong.delete(export),
                    wrong.send("PATCH", export, "{}"),
                    wrong.with("Tus-Resumable", "1.0.0")
                            .with("Upload-Length", "1")
                            .post("/api/v1/uploads"),
                    wrong.delete(SESSION))) {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
                assertThat(answer.code()).isEqualTo("csrf_token_not_valid");
            }
            assertThat(wrong.get(export).status()).as("reading").isEqualTo(200);
        }
        assertThat(page.delete(export).status()).isEqualTo(204);
    }

    /** A cookie is sent with requests of pages on other ports of the host, too. */
    @Test
    void requestsOfOtherPages_areRefused_evenWithCookieAndCsrfToken() {
        Requests page = with(login(ServedWorkspace.TOKEN));
        for (String other : List.of(ALLOWED, "http://127.0.0.1:1", "http://localhost:" + port(), "null")) {
            Answer refused = page.with("Origin", other).get(PROJECTS);
            assertThat(refused.status()).as(other).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("origin_not_allowed");
        }
        assertThat(page.without("Origin").post("/api/v1/storage/run").code()).isEqualTo("origin_not_allowed");
        assertThat(page.without("Origin").get(PROJECTS).status()).isEqualTo(200);
        for (String site : List.of("same-site", "cross-site", "other")) {
            assertThat(page.without("Origin")
                            .with("Sec-Fetch-Site", site)
                            .get(PROJECTS)
                            .code())
                    .as(site)
                    .isEqualTo("origin_not_allowed");
        }
        for (String site : List.of("same-origin", "none")) {
            assertThat(page.without("Origin")
                            .with("Sec-Fetch-Site", site)
                            .get(PROJECTS)
                            .status())
                    .as(site)
                    .isEqualTo(200);
        }
    }

    private int port() {
        return served.sidecar().port();
    }

    @Test
    void otherPages_cannotLogIn_evenWithAToken() {
        Requests other = served.requests().with("Origin", ALLOWED);

        assertThat(other.get(SESSION).status()).as("with its token").isEqualTo(200);
        assertThat(other.get(SESSION).json().path("csrf_token").isNull()).isTrue();
        Answer refused = other.post(SESSION);
        assertThat(refused.code()).isEqualTo("origin_not_allowed");
        assertThat(refused.header("Set-Cookie")).isEmpty();
    }

    /** A WebSocket of any page carries the cookie, and no preflight request comes before it. */
    @Test
    void eventsOfASession_areForTheServersOwnPage() throws Exception {
        Requests page = with(login(ServedWorkspace.TOKEN)).without("X-CSRF-Token");
        held.hold();
        String export = served.export("film", "{}");
        Requests socket = page.with("Connection", "Upgrade, close")
                .with("Upgrade", "websocket")
                .with("Sec-WebSocket-Version", "13")
                .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");

        assertThat(socket.without("Origin").get(export + "/events").code()).isEqualTo("origin_not_allowed");
        assertThat(socket.with("Origin", ALLOWED).get(export + "/events").code())
                .isEqualTo("origin_not_allowed");
        assertThat(head(socket, export)).startsWith("HTTP/1.1 101");
        held.release();
        served.await(export, "completed");
        Answer events = page.with("Accept", "text/event-stream").get(export + "/events?last_event_id=0");
        assertThat(events.text()).contains("event: export_complete");
    }

    /** The head of the answer to an upgrade, after which nobody closes the connection. */
    private String head(Requests socket, String export) throws IOException {
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port())) {
            connection.setSoTimeout(10_000);
            String request = socket.head("GET", export + "/events") + "\r\n";
            connection.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(connection.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
        }
    }

    @Test
    void eventsOfASession_endWithIt() throws Exception {
        Requests page = with(login(ServedWorkspace.TOKEN));
        held.hold();
        String export = served.export("film", "{}");
        Requests listener = page.with("Accept", "text/event-stream");
        Thread logout = new Thread(() -> {
            for (int i = 0; i < 500 && !isHeard(); i++) {
                pause();
            }
            page.delete(SESSION);
        });
        logout.start();

        Answer events = listener.get(export + "/events"); // returns at the end of the stream

        logout.join();
        assertThat(events.text()).contains("retry: ").doesNotContain("export_complete");
    }

    private boolean isHeard() {
        return served.requests().get("/metrics").text().contains("project_export_listeners 1.0");
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void link_logsIn_once() {
        String link = served.sidecar().newLoginLink();
        assertThat(link).matches("http://127\\.0\\.0\\.1:" + port() + "/#login=[A-Za-z0-9_-]{43}");
        String code = link.substring(link.indexOf('=') + 1);

        Answer login = page().post(SESSION, "{\"code\": \"" + code + "\"}");

        assertThat(with(login).get(SESSION).json().path("token_name").asText()).isEqualTo("server");
        Answer again = page().post(SESSION, "{\"code\": \"" + code + "\"}");
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.code()).isEqualTo("code_not_valid");
        assertThat(again.header("Set-Cookie")).isEmpty();
    }

    @Test
    void newLink_invalidatesThePreviousOne() {
        String first = served.sidecar().newLoginLink();
        String second = served.sidecar().newLoginLink();

        assertThat(byLink(first).code()).isEqualTo("code_not_valid");
        assertThat(byLink(second).status()).isEqualTo(200);
    }

    private Answer byLink(String link) {
        return page().post(SESSION, "{\"code\": \"" + link.substring(link.indexOf('=') + 1) + "\"}");
    }

    @Test
    void loginWithoutATokenOrCode_isRefused_asIsOneWithBoth() {
        assertThat(page().post(SESSION).status()).isEqualTo(401);
        assertThat(page().post(SESSION, "{\"code\": 7}").code()).isEqualTo("invalid_request");
        assertThat(page().post(SESSION, "{\"token\": \"x\"}").code()).isEqualTo("invalid_option");
        String code = served.sidecar().newLoginLink().split("=")[1];
        assertThat(served.requests()
                        .post(SESSION, "{\"code\": \"" + code + "\"}")
                        .code())
                .isEqualTo("invalid_request");
        assertThat(page().post(SESSION, "{\"code\": \"" + code + "\"}").status())
                .as("it was not used up")
                .isEqualTo(200);
    }

    @Test
    void afterTenFailures_nobodyFromThatAddressCanLogIn_forAMinute_butSessionsAndTokensRemain() {
        Requests page = with(login(ServedWorkspace.TOKEN));
        for (int i = 0; i < 10; i++) {
            Answer wrong = i % 2 == 0 ? login("wrong") : page().post(SESSION, "{\"code\": \"wrong\"}");
            assertThat(wrong.status()).as(wrong.toString()).isIn(401, 403);
        }

        Answer late = login(ServedWorkspace.TOKEN);

        assertThat(late.status()).isEqualTo(429);
        assertThat(late.code()).isEqualTo("too_many_logins");
        assertThat(Integer.parseInt(late.header("Retry-After"))).isBetween(1, 61);
        assertThat(page.get(PROJECTS).status()).isEqualTo(200);
        assertThat(served.requests().get(PROJECTS).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "=", "\"quoted\"", "a; b=c", "\u00e9", "%00"})
    void cookieOfAnotherShape_isNoSession(String value) {
        String name = "project-export-session-" + port();
        assertThat(page().with("Cookie", name + "=" + value).get(SESSION).status())
                .isEqualTo(401);
    }

    @Test
    void cookieAmongOthers_isFound_andOneThatIsOverDoesNotHideIt() {
        String cookie = cookie(login(ServedWorkspace.TOKEN));
        String name = cookie.split("=")[0];
        String others = "a=b; " + name + "=old; " + cookie + ";x=\"y";

        assertThat(page().with("Cookie", others).get(SESSION).status()).isEqualTo(200);
    }

    @Test
    void brokenFile_isReported_andOpensNothing_butBrowsersCanLogInAgain() throws Exception {
        Answer login = login(ServedWorkspace.TOKEN);
        int port = port();
        served.close();
        Path file = served.data().resolve("sessions.json");
        Files.writeString(file, Files.readString(file).replace("expires", "expired"));
        try (HeardLog log = HeardLog.open()) {
            served = ServedWorkspace.start(folder, options -> options.port(port));
            assertThat(log.alarms()).singleElement().asString().contains("sessions", "checksum");
        }
        assertThat(with(login).get(SESSION).status()).isEqualTo(401);
        assertThat(with(login(ServedWorkspace.TOKEN)).get(SESSION).status()).isEqualTo(200);
    }
}
