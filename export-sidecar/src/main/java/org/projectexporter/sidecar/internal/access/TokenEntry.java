package org.projectexporter.sidecar.internal.access;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.projectexporter.sidecar.TokenScope;

/**
 * A token as it is stored; immutable.
 *
 * @param id 64 random bits, in hexadecimal; never used again, even if a later token has the same name
 * @param name for people and for the log
 * @param sha256 of the token, in hexadecimal
 * @param scopes what it may do
 * @param projects ids of the projects that exist for it; {@code *} for all
 * @param createdAt when it was created
 * @param expiresAt when it becomes invalid; empty for never
 */
public record TokenEntry(
        String id,
        String name,
        String sha256,
        Set<TokenScope> scopes,
        Set<String> projects,
        Instant createdAt,
        Optional<Instant> expiresAt) {
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public TokenEntry {
        if (!NAMES.matcher(name).matches() || name.equals(Caller.SERVER.name())) {
            throw new IllegalArgumentException("the name of a token must be 1 to 64 letters, digits, dots, underscores"
                    + " and hyphens, start with a letter or digit, and not be " + Caller.SERVER.name());
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a token must have a scope");
        }
        if (projects.isEmpty() || projects.contains("")) {
            throw new IllegalArgumentException("a token must be for one or more projects, or for all of them (*)");
        }
        scopes = Set.copyOf(EnumSet.copyOf(scopes));
        projects = Set.copyOf(projects);
    }

    boolean isValidAt(Instant now) {
        return expiresAt.map(now::isBefore).orElse(true);
    }

    Caller caller() {
        return new Caller(id, name, scopes, projects);
    }
}
