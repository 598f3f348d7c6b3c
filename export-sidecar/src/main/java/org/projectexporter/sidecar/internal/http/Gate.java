package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.projectexporter.sidecar.SidecarOptions;

/**
 * The check before all routes, including events: the request's Host, Origin, token and path are checked, in this order,
 * before anything else. {@link RouteGuard} checks what the caller may do.
 */
final class Gate extends Handler.Wrapper {
    private static final Set<String> OPEN_PATHS = Set.of(HealthRoutes.LIVE, HealthRoutes.READY);

    private final AllowedHosts hosts;
    private final AllowedOrigins origins;
    private final Authentication authentication;
    private final HeadDeadline heads;
    private final BooleanSupplier stopping;

    Gate(SidecarOptions options, Authentication authentication, HeadDeadline heads, BooleanSupplier stopping) {
        this.heads = heads;
        this.hosts = new AllowedHosts(options);
        this.origins = new AllowedOrigins(options);
        this.authentication = authentication;
        this.stopping = stopping;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        heads.arrived(request.getConnectionMetaData().getConnection());
        SafeHeaders.putInto(response.getHeaders());
        RequestId.assign(request, response);
        try {
            requireHost(request);
            List<String> origin = requireOrigin(request);
            origin.forEach(page -> AllowedOrigins.grant(page, response.getHeaders()));
            if (!origin.isEmpty() && isPreflight(request)) {
                AllowedOrigins.grantPreflight(response.getHeaders());
                response.setStatus(204);
                callback.succeeded();
                return true;
            }
            requireTokenAndPath(request);
        } catch (ProblemException e) {
            Problems.write(response, callback, e);
            return true;
        }
        LogContext.put(request);
        try {
            return super.handle(request, response, callback);
        } finally {
            LogContext.remove();
        }
    }

    /**
     * HTTP/1.0 does not require Host, but without it the name that a web page used is unknown; Jetty would insert this
     * machine's.
     */
    private void requireHost(Request request) {
        if (!request.getHeaders().contains(HttpHeader.HOST)) {
            throw new ProblemException(400, "invalid_request", "the request must have a Host header", "Host");
        }
        String host = request.getHttpURI().getHost();
        if (host == null || !hosts.contains(host)) {
            throw new ProblemException(
                    421,
                    "host_not_allowed",
                    "the host name of this request is not allowed; allow it with --allowed-host",
                    null);
        }
    }

    /** The origin of a page that is not the server's own; empty if there is none. */
    private List<String> requireOrigin(Request request) {
        List<String> origin = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
        if (AllowedOrigins.isOwn(origin, PublicUrl.of(request))) {
            return List.of();
        }
        if (!origins.allow(origin)) {
            throw new ProblemException(
                    403,
                    "origin_not_allowed",
                    "pages of this origin may not send requests; allow it with --allowed-origin",
                    null);
        }
        return origin;
    }

    private static boolean isPreflight(Request request) {
        HttpFields headers = request.getHeaders();
        return HttpMethod.OPTIONS.is(request.getMethod()) && headers.contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private void requireTokenAndPath(Request request) {
        String path = request.getHttpURI().getPath();
        if (path != null && (OPEN_PATHS.contains(path) || PageRoutes.isOpen(path))) {
            return;
        }
        if (!SessionRoutes.isLogin(request.getMethod(), String.valueOf(path))) {
            authentication.authenticate(request);
        }
        if (path == null || !RequestPath.isPlain(path)) {
            throw Problems.ofStatus(404, "this path does not exist");
        }
        if (stopping.getAsBoolean()) {
            throw new ProblemException(
                    503,
                    "stopping",
                    "the server is stopping; try again when it is back",
                    null,
                    Map.of(HttpHeader.RETRY_AFTER.asString(), "5"));
        }
    }
}
