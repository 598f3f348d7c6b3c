package org.projectexporter.sidecar;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The proxy in front of a server: the path under which it publishes the server, and whether its headers are believed.
 *
 * @param basePath of all links, for example {@code /exports}; empty if the server is published at the root. Requests
 *     may have it or not, as the proxy keeps or removes it
 * @param trusted addresses of proxies, or networks as in {@code 10.0.0.0/8}, whose {@code X-Forwarded-Prefix}, {@code
 *     X-Forwarded-Proto}, {@code X-Forwarded-Host} and {@code Forwarded} (RFC 7239) are believed
 */
public record ProxySettings(String basePath, Set<String> trusted) {
    private static final Pattern PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*");

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern NETWORK =
            Pattern.compile("(?:" + OCTET + "(?:\\." + OCTET + "){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/[0-9]{1,3})?");

    /**
     * Checks both.
     *
     * @param basePath of all links; empty, or for example {@code /exports}
     * @param trusted addresses or networks; empty to believe no headers
     * @throws IllegalArgumentException if the path is neither empty nor segments of letters, digits and {@code -._~},
     *     each after a slash, or if a trusted proxy is neither an address nor a network
     */
    public ProxySettings {
        if (!isPath(basePath)) {
            throw new IllegalArgumentException("the base path is \"" + basePath
                    + "\", but must be like /exports: a slash before each segment, none at the end");
        }
        trusted = Set.copyOf(trusted);
        for (String address : trusted) {
            if (!NETWORK.matcher(address).matches()) {
                throw new IllegalArgumentException("the trusted proxy \"" + address
                        + "\" is neither an address, for example 127.0.0.1, nor a network, for example 10.0.0.0/8");
            }
        }
    }

    /** {@return no proxy, or one that publishes the server at the root} */
    public static ProxySettings none() {
        return new ProxySettings("", Set.of());
    }

    /**
     * {@return whether it may be a base path}
     *
     * @param path of at most 1,000 characters, or else it may not
     */
    public static boolean isPath(String path) {
        return path.length() <= 1_000 && PATH.matcher(path).matches();
    }
}
