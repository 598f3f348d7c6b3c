package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.QuotedCSV;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.InetAddressSet;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.projectexporter.sidecar.ProxySettings;
import org.projectexporter.sidecar.SidecarOptions;

/**
 * Finds out where the client of a request sees this server, and removes the prefix from the path, if the proxy has not.
 * Headers of proxies are believed only from the addresses that the operator has named. Of several values the last one
 * counts: that proxy has added it, while the client may have sent the others.
 */
final class BehindProxy extends Handler.Wrapper {
    private static final int MOST_PORT = 65_535;

    private final ProxySettings settings;
    private final AllowedHosts hosts;
    private final InetAddressSet trusted;

    BehindProxy(SidecarOptions options, Handler next) {
        super(next);
        this.settings = options.proxy();
        this.hosts = new AllowedHosts(options);
        this.trusted = addresses(settings);
    }

    /**
     * The addresses of trusted proxies.
     *
     * @throws IllegalArgumentException if one is neither an address nor a network
     */
    static InetAddressSet addresses(ProxySettings settings) {
        InetAddressSet addresses = new InetAddressSet();
        for (String address : settings.trusted()) {
            try {
                addresses.add(address);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the trusted proxy \"" + address + "\": " + e.getMessage(), e);
            }
        }
        return addresses;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean believed = !settings.trusted().isEmpty() && isTrusted(request);
        String prefix = believed ? forwardedPrefix(request).orElse(settings.basePath()) : settings.basePath();
        PublicUrl own = new PublicUrl(scheme(request), authority(request), prefix);
        (believed ? forwarded(request, own) : own).putInto(request);
        return super.handle(without(prefix, request), response, callback);
    }

    private boolean isTrusted(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
                && trusted.test(peer.getAddress());
    }

    private static Request without(String prefix, Request request) {
        HttpURI uri = request.getHttpURI();
        String path = String.valueOf(uri.getPath());
        if (prefix.isEmpty() || !path.startsWith(prefix + "/") || !RequestPath.isPlain(path)) {
            return request;
        }
        String query = uri.getQuery() == null ? "" : "?" + uri.getQuery();
        return Request.serveAs(request, HttpURI.build(uri).pathQuery(path.substring(prefix.length()) + query));
    }

    private static String scheme(Request request) {
        return request.isSecure() ? "https" : "http";
    }

    private static String authority(Request request) {
        return String.valueOf(request.getHttpURI().getAuthority());
    }

    private static Optional<String> forwardedPrefix(Request request) {
        return last(request, "X-Forwarded-Prefix")
                .map(prefix -> prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix)
                .filter(ProxySettings::isPath);
    }

    /** RFC 7239, section 4, or else the older headers. */
    private PublicUrl forwarded(Request request, PublicUrl own) {
        Optional<String> standard = lastForwarded(request);
        Optional<String> scheme =
                standard.isPresent() ? parameter(standard.get(), "proto") : last(request, "X-Forwarded-Proto");
        Optional<String> host =
                standard.isPresent() ? parameter(standard.get(), "host") : last(request, "X-Forwarded-Host");
        return new PublicUrl(
                scheme.map(name -> name.toLowerCase(Locale.ROOT))
                        .filter(List.of("http", "https")::contains)
                        .orElse(own.scheme()),
                host.filter(this::isAllowed).orElse(own.authority()),
                own.prefix());
    }

    private static Optional<String> last(Request request, String header) {
        String all = String.join(",", request.getHeaders().getValuesList(header));
        return Optional.of(all.substring(all.lastIndexOf(',') + 1).strip()).filter(value -> !value.isEmpty());
    }

    /** A value may have a comma within quotes (RFC 7239, section 4). Empty also if the header is malformed. */
    private static Optional<String> lastForwarded(Request request) {
        String[] all = request.getHeaders().getValuesList(HttpHeader.FORWARDED).toArray(String[]::new);
        try {
            List<String> values = new QuotedCSV(true, all).getValues();
            return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> parameter(String forwarded, String name) {
        for (String pair : forwarded.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return Optional.of(QuotedCSV.unquote(pair.substring(equals + 1).strip()));
            }
        }
        return Optional.empty();
    }

    /** Also that it is one host, with or without a port. */
    private boolean isAllowed(String authority) {
        try {
            HttpURI uri = HttpURI.build("http://" + authority);
            return authority.equals(uri.getAuthority())
                    && uri.getUser() == null
                    && uri.getPort() <= MOST_PORT
                    && hosts.contains(String.valueOf(uri.getHost()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
