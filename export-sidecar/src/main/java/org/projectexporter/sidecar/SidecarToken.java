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

    /** Identifies it for people, and in the log. */
    public String name() {
        return entry.name();
    }

    /** What it may do. */
    public Set<TokenScope> scopes() {
        return entry.scopes();
    }

    /** Ids of the projects that exist for it; {@link #ALL_PROJECTS} for all. */
    public Set<String> projects() {
        return entry.projects();
    }

    /** When it was created. */
    public Instant createdAt() {
        return entry.createdAt();
    }

    /** When it becomes invalid; empty for never. */
    public Optional<Instant> expiresAt() {
        return entry.expiresAt();
    }
}
