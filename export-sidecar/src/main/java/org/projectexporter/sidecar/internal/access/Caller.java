package org.projectexporter.sidecar.internal.access;

import java.util.EnumSet;
import java.util.Set;

import org.projectexporter.sidecar.TokenScope;

/**
 * Who sends a request, and what it may do; immutable.
 *
 * @param id of its token
 * @param name of its token, for the log
 * @param scopes what it may do
 * @param projects ids of the projects that exist for it; {@code *} for all
 */
public record Caller(String id, String name, Set<TokenScope> scopes, Set<String> projects) {
    private static final String ALL = "*";

    /** The holder of the server's own token, who may do everything. */
    public static final Caller SERVER =
            new Caller("server", "server", Set.copyOf(EnumSet.allOf(TokenScope.class)), Set.of(ALL));

    /** Whether it has the scope. */
    public boolean may(TokenScope scope) {
        return scopes.contains(scope);
    }

    /** Whether the project exists for it. */
    public boolean sees(String projectId) {
        return seesAll() || projects.contains(projectId);
    }

    /** Whether all projects exist for it. */
    public boolean seesAll() {
        return projects.contains(ALL);
    }

    /** The same with one scope only, which it must have. */
    Caller only(TokenScope scope) {
        return new Caller(id, name, Set.of(scope), projects);
    }

    /** Whether it may do everything that the other may. */
    boolean includes(Caller other) {
        return scopes.containsAll(other.scopes) && (seesAll() || projects.containsAll(other.projects));
    }
}
