package org.projectexporter.sidecar.internal.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import org.projectexporter.sidecar.SidecarOptions;

/**
 * Host names that requests may use. A foreign web page can make its own name resolve to this machine (DNS rebinding),
 * but its requests still carry that name.
 */
final class AllowedHosts {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private final Set<String> names = new HashSet<>(LOOPBACK);

    AllowedHosts(SidecarOptions options) {
        options.allowedHosts().forEach(name -> names.add(normal(name)));
        if (!isWildcard(options.host())) {
            names.add(normal(options.host()));
        }
    }

    private static boolean isWildcard(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether the name, without port, is one of them. */
    boolean contains(String host) {
        return names.contains(normal(host));
    }

    private static String normal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }
}
