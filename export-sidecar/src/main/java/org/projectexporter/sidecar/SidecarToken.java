package org.projectexporter.sidecar;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.sidecar.internal.access.TokenEntry;

/** What is known about a token, without the token itself; immutable. */
public final class SidecarToken {
    /** In the set of projects: all, including those that will be created. */
    public static final String ALL_PROJECTS = "*";

    private final TokenEntry entry;

    SidecarToken(TokenEntry entry) {
        this.entry = entry;
    }

    /** {@return what identifies it for people, and in the log} */
    public String name() {
        return entry.name();
    }

    /** {@return what it may do} */
    public Set<TokenScope> scopes() {
        return entry.scopes();
    }

    /** {@return ids of the projects that exist for it; {@link #ALL_PROJECTS} for all} */
    public Set<String> projects() {
        return entry.projects();
    }

    /** {@return when it was created} */
    public Instant createdAt() {
        return entry.createdAt();
    }

    /** {@return when it becomes invalid; empty for never} */
    public Optional<Instant> expiresAt() {
        return entry.expiresAt();
    }
}
