package org.projectexporter.sidecar;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token may do with the projects that it is for. */
public enum TokenScope {
    /** Start, pause, resume and verify exports. */
    START,
    /** Query projects, exports, imports, manifests and events. */
    READ,
    /** Download archives, and create URLs that download them. */
    DOWNLOAD,
    /** Import archives as projects. */
    IMPORT,
    /** Cancel and remove exports. */
    DELETE,
    /** Read metrics and the deliveries of webhooks, which are about all projects. */
    MONITOR,
    /**
     * What is the operator's, whatever the projects: exports with a high priority, the uploads of all tokens, without a
     * limit, and sending webhooks again. In addition to the scope of the request itself.
     */
    ADMIN;

    /** {@return the name in JSON and on the command line, for example {@code start}} */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the scope of that name; empty if there is none}
     *
     * @param name as {@link #jsonName} returns it; upper case is another name
     */
    public static Optional<TokenScope> ofName(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.jsonName().equals(name))
                .findFirst();
    }
}
