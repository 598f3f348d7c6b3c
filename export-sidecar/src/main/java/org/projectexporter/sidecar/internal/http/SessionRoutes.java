package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.sidecar.TokenScope;
import org.projectexporter.sidecar.internal.access.Caller;
import org.projectexporter.sidecar.internal.access.LoginAttempts;
import org.projectexporter.sidecar.internal.access.LoginCode;
import org.projectexporter.sidecar.internal.access.Sessions;
import org.projectexporter.sidecar.internal.access.Sessions.Opened;
import org.projectexporter.sidecar.internal.access.Sessions.Session;

/** {@code /api/v1/session}: the login of the server's own page with a token or the code of a link, and its end. */
final class SessionRoutes {
    static final String PATH = "/api/v1/session";

    private static final Logger LOG = LoggerFactory.getLogger(SessionRoutes.class);
    private static final String CODE = "code";

    private final Authentication authentication;
    private final Sessions sessions;
    private final LoginCode code;
    private final LoginAttempts attempts = new LoginAttempts(System::nanoTime);

    SessionRoutes(Access access) {
        this.authentication = access.authentication();
        this.sessions = access.sessions();
        this.code = access.loginCode();
    }

    /** Whether a request asks for a session, so that it has none yet; its handler authenticates it. */
    static boolean isLogin(String method, String path) {
        return method.equals("POST") && path.equals(PATH);
    }

    void addTo(RoutesConfig routes) {
        routes.post(PATH, this::login);
        JsonAnswer.get(routes, PATH, this::current);
        routes.delete(PATH, this::logout);
    }

    private void login(Context context) throws IOException {
        PublicUrl url = PublicUrl.of(context.req());
        List<String> origins = values(context, "Origin");
        if (!origins.isEmpty() && !AllowedOrigins.isOwn(origins, url)) {
            throw SessionCheck.notOwnPage();
        }
        JsonNode body = JsonFields.object(context, Set.of(CODE));
        Caller caller = authenticate(context, body);
        Opened opened = sessions.open(caller);
        LOG.atInfo()
                .addKeyValue("event", "login")
                .addKeyValue("token", caller.name())
                .log("a browser has logged in");
        context.header("Set-Cookie", SessionCookie.set(url, opened.secret()));
        JsonAnswer.write(context, 200, json(caller, Optional.of(opened.session())));
    }

    private Caller authenticate(Context context, JsonNode body) {
        String address = context.req().getRemoteAddr();
        requireAttempt(address);
        try {
            return body.has(CODE) ? byCode(context, body) : authentication.ofHeader(values(context, "Authorization"));
        } catch (ProblemException e) {
            if (e.status() != 400) {
                attempts.failed(address);
                LOG.atWarn()
                        .addKeyValue("event", "login")
                        .addKeyValue("code", e.code())
                        .log("a login has failed");
            }
            throw e;
        }
    }

    private void requireAttempt(String address) {
        Duration delay = attempts.delay(address);
        if (!delay.isZero()) {
            throw new ProblemException(
                    429,
                    "too_many_logins",
                    LoginAttempts.MOST + " logins have failed; try again in a minute",
                    null,
                    Map.of("Retry-After", Long.toString(delay.toSeconds() + 1)));
        }
    }

    private Caller byCode(Context context, JsonNode body) {
        if (!values(context, "Authorization").isEmpty() || !body.path(CODE).isTextual()) {
            throw new ProblemException(
                    400, "invalid_request", "either a token or a code, which is text, is needed", CODE);
        }
        if (!code.redeem(body.path(CODE).textValue())) {
            throw new ProblemException(
                    403,
                    "code_not_valid",
                    "this link is not valid, or no longer: it can be used once, for " + LoginCode.LIFETIME.toMinutes()
                            + " minutes",
                    CODE);
        }
        return Caller.SERVER;
    }

    private static List<String> values(Context context, String header) {
        return Collections.list(context.req().getHeaders(header));
    }

    private void current(Context context) {
        Caller caller = Authentication.of(context.req());
        JsonAnswer.write(context, 200, json(caller, Authentication.sessionOf(context.req())));
    }

    private void logout(Context context) throws IOException {
        Optional<Session> session = Authentication.sessionOf(context.req());
        if (session.isPresent()) {
            sessions.close(session.get());
        }
        context.header("Set-Cookie", SessionCookie.remove(PublicUrl.of(context.req())))
                .status(204);
    }

    private static ObjectNode json(Caller caller, Optional<Session> session) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("token_name", caller.name());
        ArrayNode scopes = json.putArray("scopes");
        caller.scopes().stream().map(TokenScope::jsonName).sorted().forEach(scopes::add);
        ArrayNode projects = json.putArray("projects");
        caller.projects().stream().sorted().forEach(projects::add);
        json.put("csrf_token", session.map(Session::csrfToken).orElse(null));
        json.put("expires_at", ExportJson.time(session.map(Session::expiresAt)));
        return json;
    }
}
