package org.projectexporter.sidecar.internal.http;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.sidecar.internal.access.Caller;
import org.projectexporter.sidecar.internal.access.DownloadUrls;
import org.projectexporter.sidecar.internal.access.Sessions.Session;
import org.projectexporter.sidecar.internal.access.Tickets;
import org.projectexporter.sidecar.internal.access.TokenTable;
import org.projectexporter.sidecar.internal.files.Sha256;

/**
 * Who sends a request: the holder of the server's token or of one of the data folder's in the header Authorization; or,
 * without that header, of a signed URL for a download, of a ticket for events, or of a session's cookie.
 */
final class Authentication {
    private static final String CALLER = Caller.class.getName();
    private static final String SESSION = Session.class.getName();
    private static final String SCHEME = "bearer ";
    /** Paths as they are sent: any other spelling of them is not authenticated. */
    private static final Pattern DOWNLOAD =
            Pattern.compile("/api/v1/exports/([0-9a-f-]{36})/download(?:/([1-9][0-9]{0,5}))?");

    private static final Pattern EVENTS = Pattern.compile("/api/v1/(?:exports|imports)/([0-9a-f-]{36})/events");

    /** Of the server's own token: neither a dump nor the time of a comparison reveals it. */
    private final byte[] digest;

    private final TokenTable tokens;
    private final DownloadUrls urls;
    private final Tickets tickets;
    private final SessionCheck sessions;

    /**
     * For the tokens of a server.
     *
     * @param serverToken the digest of the token that may do everything
     */
    Authentication(byte[] serverToken, TokenTable tokens, DownloadUrls urls, Tickets tickets, SessionCheck sessions) {
        this.digest = serverToken.clone();
        this.tokens = tokens;
        this.urls = urls;
        this.tickets = tickets;
        this.sessions = sessions;
    }

    /**
     * The caller, which is stored in the request. A ticket is used up.
     *
     * @throws ProblemException if there is none
     */
    Caller authenticate(Request request) {
        List<String> authorizations = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
        Caller caller = authorizations.isEmpty() ? withoutHeader(request) : ofHeader(authorizations);
        request.setAttribute(CALLER, caller);
        return caller;
    }

    /** The caller of a request that has passed the gate. */
    static Caller of(HttpServletRequest request) {
        return require(request.getAttribute(CALLER));
    }

    /** The same, before there is a route. */
    static Caller of(Request request) {
        return require(request.getAttribute(CALLER));
    }

    /** The session of a request that was authenticated by its cookie; empty for others. */
    static Optional<Session> sessionOf(HttpServletRequest request) {
        return request.getAttribute(SESSION) instanceof Session session ? Optional.of(session) : Optional.empty();
    }

    /** The same, before there is a route. */
    static Optional<Session> sessionOf(Request request) {
        return request.getAttribute(SESSION) instanceof Session session ? Optional.of(session) : Optional.empty();
    }

    /** The name of the caller's token, for the log; empty if there is no caller. */
    static Optional<String> nameOf(Request request) {
        return request.getAttribute(CALLER) instanceof Caller caller ? Optional.of(caller.name()) : Optional.empty();
    }

    private static Caller require(Object caller) {
        if (caller instanceof Caller known) {
            return known;
        }
        throw unauthorized();
    }

    /**
     * The caller that a header names, as in RFC 6750, section 2.1.
     *
     * @param authorizations all values of the header Authorization
     */
    Caller ofHeader(List<String> authorizations) {
        String value = authorizations.size() == 1 ? authorizations.get(0) : "";
        if (!value.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw unauthorized();
        }
        String token = value.substring(SCHEME.length()).strip();
        if (MessageDigest.isEqual(digest, Sha256.of(token))) {
            return Caller.SERVER;
        }
        return tokens.find(token).orElseThrow(Authentication::unauthorized);
    }

    private Caller withoutHeader(Request request) {
        String path = String.valueOf(request.getHttpURI().getPath());
        Matcher download = DOWNLOAD.matcher(path);
        Matcher events = EVENTS.matcher(path);
        Optional<Caller> caller = Optional.empty();
        if (download.matches() && isRead(request)) {
            caller = ofUrl(download, query(request));
        } else if (events.matches() && HttpMethod.GET.is(request.getMethod())) {
            caller = ofTicket(events.group(1), query(request));
        }
        return caller.or(() -> ofCookie(request)).orElseThrow(Authentication::unauthorized);
    }

    private Optional<Caller> ofCookie(Request request) {
        Optional<Session> session = sessions.find(request);
        session.ifPresent(found -> request.setAttribute(SESSION, found));
        return session.map(Session::caller);
    }

    private static boolean isRead(Request request) {
        return HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    }

    private static Fields query(Request request) {
        try {
            return Request.extractQueryParameters(request);
        } catch (Exception e) {
            throw new ProblemException(400, "invalid_request", "the query is not valid", null);
        }
    }

    private Optional<Caller> ofUrl(Matcher path, Fields query) {
        if (query.get("signature") == null) {
            return Optional.empty();
        }
        Optional<Caller> caller = single(query, "expires")
                .flatMap(expires -> single(query, "by").flatMap(by -> single(query, "signature")
                        .map(signature -> new DownloadUrls.Query(expires, by, signature))))
                .flatMap(signed -> urls.check(path.group(1), path.group(2) == null ? "" : path.group(2), signed));
        if (caller.isEmpty()) {
            throw new ProblemException(
                    403, "url_not_valid", "this URL is not valid, or no longer; request a new one", null);
        }
        return caller;
    }

    private Optional<Caller> ofTicket(String id, Fields query) {
        if (query.get("ticket") == null) {
            return Optional.empty();
        }
        Optional<Caller> caller = single(query, "ticket").flatMap(ticket -> tickets.redeem(ticket, id));
        if (caller.isEmpty()) {
            throw new ProblemException(
                    403, "ticket_not_valid", "this ticket is not valid, or no longer; request a new one", null);
        }
        return caller;
    }

    private static Optional<String> single(Fields query, String name) {
        List<String> values = query.getValuesOrEmpty(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    private static ProblemException unauthorized() {
        return new ProblemException(
                401,
                "unauthorized",
                "the request must have the header \"Authorization: Bearer TOKEN\" with a token of this server",
                null,
                Map.of(HttpHeader.WWW_AUTHENTICATE.asString(), "Bearer"));
    }
}
