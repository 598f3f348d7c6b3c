package org.projectexporter.sidecar.internal.webhooks;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where notifications are sent; immutable.
 *
 * @param name identifies it, also after a restart
 * @param url receives POSTs
 * @param secrets keys of the signatures; several while the receiver changes from one to the next
 * @param types of events that it wants
 * @param projects ids of the projects whose events it gets; {@code *} for all
 * @param privateAddresses whether it may be on this machine or in a private network, and need not use TLS
 */
record WebhookTarget(
        String name,
        URI url,
        List<WebhookSecret> secrets,
        Set<String> types,
        Set<String> projects,
        boolean privateAddresses) {
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    WebhookTarget {
        if (!NAMES.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a webhook's target must be 1 to 64 letters, digits, dots, underscores and hyphens");
        }
        requireUrl(name, url, privateAddresses);
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("the webhook " + name + " has no secret");
        }
        secrets = List.copyOf(secrets);
        types = Set.copyOf(types);
        projects = Set.copyOf(projects);
    }

    private static void requireUrl(String name, URI url, boolean privateAddresses) {
        String scheme = String.valueOf(url.getScheme());
        boolean known = scheme.equals("https") || (scheme.equals("http") && privateAddresses);
        if (!known || url.getHost() == null) {
            throw new IllegalArgumentException("the url of the webhook " + name + " must be an https URL with a host"
                    + " (http only with allow_private_addresses)");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the url of the webhook " + name + " must have neither user information nor a fragment");
        }
    }

    boolean wants(WebhookEvent event) {
        return types.contains(event.type()) && (projects.contains("*") || projects.contains(event.projectId()));
    }
}
