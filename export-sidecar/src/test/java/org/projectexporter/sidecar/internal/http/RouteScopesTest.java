package org.projectexporter.sidecar.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.projectexporter.sidecar.Answer;
import org.projectexporter.sidecar.ApiDescription;
import org.projectexporter.sidecar.Requests;
import org.projectexporter.sidecar.ServedWorkspace;
import org.projectexporter.sidecar.TokenScope;
import org.projectexporter.sidecar.internal.http.RouteScopes.Subject;

/** What a token may do, for each route of the table, over real HTTP. */
class RouteScopesTest {
    private static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";
    private static final Set<TokenScope> ALL = EnumSet.allOf(TokenScope.class);

    /** Those that require no token; all others require one, whatever its scope. */
    private static final Set<String> OPEN =
            Set.of("GET /health/live", "GET /health/ready", "GET /", "GET /page/{file}", "POST /api/v1/session");

    @TempDir
    static Path folder;

    private static ServedWorkspace served;
    private static String exportId;
    private static String importId;
    private static String uploadId;
    private static final Map<TokenScope, Requests> tokens = new EnumMap<>(TokenScope.class);
    private static final Map<TokenScope, Requests> lacking = new EnumMap<>(TokenScope.class);

    @BeforeAll
    static void serve() throws Exception {
        served = ServedWorkspace.start(folder, options -> options)
                .project("film")
                .project("secret");
        String export = served.export("secret", "{}");
        exportId = served.await(export, "completed").path("export_id").asText();
        Answer imported = served.requests()
                .post("/api/v1/projects/import", "{\"export_id\": \"" + exportId + "\", \"name\": \"secret 2\"}");
        importId = imported.json().path("import_id").asText();
        String upload = served.requests()
                .with("Tus-Resumable", "1.0.0")
                .with("Upload-Length", "10")
                .post("/api/v1/uploads")
                .header("Location");
        uploadId = upload.substring(upload.lastIndexOf('/') + 1);
        for (TokenScope scope : ALL) {
            tokens.put(scope, served.as("only-" + scope.jsonName(), EnumSet.of(scope), "film"));
            Set<TokenScope> others = EnumSet.complementOf(EnumSet.of(scope));
            lacking.put(scope, served.as("without-" + scope.jsonName(), others, "*"));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        served.close();
    }

    static Stream<String> protectedRoutes() {
        return RouteScopes.routes().stream().filter(route -> scope(route) != null);
    }

    static Stream<String> routesAboutAProject() {
        return protectedRoutes().filter(route -> rule(route).subject() != Subject.HANDLER);
    }

    private static RouteScopes.Rule rule(String route) {
        return RouteScopes.of(route.split(" ")[0], route.split(" ")[1]);
    }

    private static TokenScope scope(String route) {
        return rule(route).scope();
    }

    /** Ids of what a request is about. */
    private record Ids(String project, String export, String imported, String upload) {
        private static final Ids NONE = new Ids("nowhere", UNKNOWN, UNKNOWN, UNKNOWN);

        private static Ids hidden() {
            return new Ids("secret", exportId, importId, uploadId);
        }
    }

    private static Answer send(Requests as, String route, Ids ids) {
        String target = route.split(" ")[1]
                .replace("{project_id}", ids.project)
                .replace("{export_id}", ids.export)
                .replace("{import_id}", ids.imported)
                .replace("{upload_id}", ids.upload)
                .replace("{delivery_id}", UNKNOWN)
                .replace("{volume}", "1");
        String method = route.split(" ")[0];
        return method.equals("POST") ? as.post(target, "{}") : as.send(method, target, "");
    }

    @ParameterizedTest
    @MethodSource("protectedRoutes")
    void tokenWithoutTheScope_isRefused_whateverExists(String route) {
        Requests other = lacking.get(scope(route));
        for (Ids ids : List.of(Ids.hidden(), Ids.NONE)) {
            Answer answer = send(other, route, ids);
            assertThat(answer.status()).as(route + " " + answer).isEqualTo(403);
            assertThat(answer.header("WWW-Authenticate"))
                    .contains("insufficient_scope", scope(route).jsonName());
            if (!route.startsWith("HEAD")) {
                assertThat(answer.code()).isEqualTo("missing_scope");
                assertThat(answer.json().path("field").asText())
                        .isEqualTo(scope(route).jsonName());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routesAboutAProject")
    void projectOrUploadThatTheTokenIsNotFor_doesNotExistForIt(String route) {
        Requests as = tokens.get(scope(route)).with("X-Request-Id", "the-same"); // problems contain it
        Answer hidden = send(as, route, Ids.hidden());
        Answer unknown = send(as, route, Ids.NONE);
        assertThat(hidden.status()).as(route + " " + hidden).isEqualTo(404);
        assertThat(hidden.text()).isEqualTo(unknown.text());
        assertThat(new HashSet<>(hidden.headers().keySet()))
                .isEqualTo(unknown.headers().keySet());
    }

    @Test
    void theExportOfAnotherProject_isUntouchedByAllThat() {
        assertThat(served.requests()
                        .get("/api/v1/exports/" + exportId)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("completed");
    }

    @Test
    void routeWithoutAScope_keepsTheServerFromStarting() {
        Set<String> routes = new HashSet<>(RouteScopes.routes());
        RouteScopes.requireComplete(routes);
        routes.add("GET /api/v1/new");
        assertThatThrownBy(() -> RouteScopes.requireComplete(routes))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("GET /api/v1/new");
        routes.remove("GET /api/v1/new");
        routes.remove("GET /metrics");
        assertThatThrownBy(() -> RouteScopes.requireComplete(routes)).hasMessageContaining("GET /metrics");
    }

    static Stream<String> routesForAnyToken() {
        return RouteScopes.routes().stream().filter(route -> scope(route) == null && !OPEN.contains(route));
    }

    @ParameterizedTest
    @MethodSource("routesForAnyToken")
    void routeForAnyToken_requiresOne(String route) {
        Answer answer = send(served.requests().without("Authorization"), route, Ids.NONE);
        assertThat(answer.status()).as(route + " " + answer).isEqualTo(401);
    }

    @Test
    void description_namesTheScopeOfEachOperation() {
        JsonNode paths = ApiDescription.yaml("openapi.yaml").path("paths");
        for (String route : RouteScopes.routes()) {
            String method = route.split(" ")[0].toLowerCase(Locale.ROOT);
            JsonNode operation = paths.path(route.split(" ")[1]).path(method);
            TokenScope scope = scope(route);
            assertThat(operation.path("security").toString())
                    .as(route)
                    .startsWith(OPEN.contains(route) ? "[]" : "[{\"token\":[]}");
            assertThat(operation.path("x-required-scope").asText())
                    .as(route)
                    .isEqualTo(scope == null ? "" : scope.jsonName());
        }
    }

    @Test
    void lists_showWhatTheTokenIsFor() throws Exception {
        Requests film = tokens.get(TokenScope.READ);
        served.await(served.export("film", "{}"), "completed");
        assertThat(film.get("/api/v1/projects").json().path("projects"))
                .extracting(project -> project.path("id").asText())
                .containsExactly("film");
        assertThat(film.get("/api/v1/exports").json().path("exports"))
                .isNotEmpty()
                .allMatch(export -> export.path("project_id").asText().equals("film"));
        assertThat(film.get("/api/v1/exports?project_id=secret").json().path("exports"))
                .isEmpty();
        assertThat(served.requests()
                        .get("/api/v1/exports?project_id=secret")
                        .json()
                        .path("exports"))
                .as("which the server's token sees")
                .isNotEmpty();
    }

    @Test
    void import_requiresTheScopeForTheNewProject_andForTheArchive() throws Exception {
        String body = "{\"export_id\": \"" + exportId + "\", \"name\": \"";
        Requests importer = served.as("importer", EnumSet.of(TokenScope.IMPORT, TokenScope.DOWNLOAD), "film", "new")
                .with("X-Request-Id", "the-same"); // problems contain it
        Answer foreignTarget = importer.post("/api/v1/projects/import", body + "secret\"}");
        Answer freeTarget = importer.post("/api/v1/projects/import", body + "nothing there\"}");
        Answer foreignSource = importer.post("/api/v1/projects/import", body + "new\"}");
        Answer renamed = importer.post("/api/v1/projects/import", body + "film\", \"on_conflict\": \"rename\"}");
        assertThat(foreignTarget.status()).isEqualTo(403);
        assertThat(foreignTarget.text()).as("it does not say what exists").isEqualTo(freeTarget.text());
        assertThat(foreignSource.code()).isEqualTo("unknown_export");
        assertThat(renamed.code()).isEqualTo("missing_scope");
        Requests uploader = tokens.get(TokenScope.IMPORT);
        Answer upload = uploader.with("Content-Type", "application/zip")
                .send("POST", "/api/v1/projects/import/archive?name=secret", "PK");
        assertThat(upload.code()).isEqualTo("missing_scope");
        Answer withoutDownload = uploader.post("/api/v1/projects/import", body + "film\"}");
        assertThat(withoutDownload.json().path("field").asText()).isEqualTo("download");
    }

    /** Exports of others wait for one with a high priority. */
    @Test
    void highPriority_requiresTheScopeOfAdministrators_too() throws Exception {
        String start = "/api/v1/projects/film/export?priority=";
        Requests starter = tokens.get(TokenScope.START);
        Answer high = starter.post(start + "high", "{}");
        assertThat(high.status()).isEqualTo(403);
        assertThat(high.json().path("field").asText()).isEqualTo("admin");
        assertThat(high.header("WWW-Authenticate")).contains("insufficient_scope", "admin");
        for (String priority : List.of("low", "normal")) {
            assertThat(starter.post(start + priority, "{}").status())
                    .as(priority)
                    .isEqualTo(202);
        }
        assertThat(tokens.get(TokenScope.ADMIN)
                        .post(start + "high", "{}")
                        .json()
                        .path("field")
                        .asText())
                .isEqualTo("start");
        Requests both = served.as("urgent", EnumSet.of(TokenScope.START, TokenScope.ADMIN), "film");
        assertThat(both.post(start + "high", "{}").json().path("priority").asText())
                .isEqualTo("high");
        assertThat(both.post("/api/v1/projects/secret/export?priority=high", "{}")
                        .code())
                .as("it is still for its projects only")
                .isEqualTo("unknown_project");
    }

    @Test
    void idempotencyKeys_ofOtherTokens_sayNothing() throws Exception {
        String start = "/api/v1/projects/film/export";
        Requests starter = tokens.get(TokenScope.START).with("Idempotency-Key", "same");
        Answer first = served.requests().with("Idempotency-Key", "same").post("/api/v1/projects/secret/export", "{}");
        Answer other = starter.post(start, "{}");
        Answer again = starter.post(start, "{}");
        assertThat(other.status()).as("%s", other).isEqualTo(202);
        assertThat(other.header("Location")).isNotEqualTo(first.header("Location"));
        assertThat(again.header("Location")).isEqualTo(other.header("Location"));
    }
}
