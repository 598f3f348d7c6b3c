package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.sidecar.internal.access.Sessions;
import org.projectexporter.sidecar.internal.access.Sessions.Session;

/**
 * Finds the session of a request's cookie. A browser sends a cookie without being asked, so whether the server's own
 * page has sent the request is checked by what a page cannot forge: its {@code Origin} (RFC 6454, section 7), {@code
 * Sec-Fetch-Site} (Fetch Metadata Request Headers, section 2.3), and, before anything is changed, a token that only the
 * server's own page can read.
 */
final class SessionCheck {
    static final String CSRF_TOKEN = "X-CSRF-Token";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final Sessions sessions;

    SessionCheck(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * The session; empty if there is none that is valid.
     *
     * @throws ProblemException if another page may have sent the request
     */
    Optional<Session> find(Request request) {
        Optional<Session> session = SessionCookie.valuesIn(request).stream()
                .flatMap(secret -> sessions.find(secret).stream())
                .findFirst();
        session.ifPresent(found -> requireOwnPage(request, found));
        return session;
    }

    private static void requireOwnPage(Request request, Session session) {
        boolean changes = !READING.contains(request.getMethod());
        boolean upgrades = request.getHeaders().contains(HttpHeader.UPGRADE);
        String site = request.getHeaders().get("Sec-Fetch-Site");
        if (!isOwn(request, changes || upgrades) || (site != null && !OWN_SITES.contains(site))) {
            throw notOwnPage();
        }
        if (changes && !Sessions.isEqual(session.csrfToken(), csrfToken(request))) {
            throw new ProblemException(
                    403,
                    "csrf_token_not_valid",
                    "a request with a session must have the header " + CSRF_TOKEN + " with the csrf_token of GET "
                            + SessionRoutes.PATH,
                    CSRF_TOKEN);
        }
    }

    /** A browser names the page's origin in all requests that change something, and in those for a WebSocket. */
    private static boolean isOwn(Request request, boolean required) {
        List<String> origins = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
        return origins.isEmpty() ? !required : AllowedOrigins.isOwn(origins, PublicUrl.of(request));
    }

    static ProblemException notOwnPage() {
        return new ProblemException(
                403,
                "origin_not_allowed",
                "a session is for the server's own page; other pages send a token with each request",
                null);
    }

    private static String csrfToken(Request request) {
        List<String> values = request.getHeaders().getValuesList(CSRF_TOKEN);
        return values.size() == 1 ? values.get(0) : "";
    }
}
