package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * The repository formats that are supported, as a configuration declares them: gitrepository-layout(5), "Git Repository
 * Format Versions", and {@code extensions} in git-config(1). An extension may move parts of the repository elsewhere
 * ({@code refstorage} with a location), so an unknown extension is refused.
 */
public final class RepositoryFormat {
    private static final Set<String> VERSIONS = Set.of("0", "1");
    private static final Set<String> HARMLESS_EXTENSIONS = Set.of(
            "noop",
            "noop-v1",
            "preciousobjects",
            "worktreeconfig",
            "relativeworktrees",
            "submodulepathconfig",
            "partialclone");
    private static final Set<String> FORMATS = Set.of("sha1", "sha256");
    private static final Set<String> REF_STORAGES = Set.of("files", "reftable");

    private RepositoryFormat() {}

    /** Describes the unsupported format that an entry of a configuration requires; null if it requires none. */
    public static @Nullable String unsupportedIn(ConfigEntry entry) {
        String value = entry.value() == null ? "" : entry.value();
        if (entry.section().equals("extensions")) {
            return unknownExtension(entry.shownName().substring("extensions.".length()), value);
        }
        boolean version = entry.shownName().equals("core.repositoryformatversion");
        return version && !VERSIONS.contains(value) ? "repository format version " + value : null;
    }

    private static @Nullable String unknownExtension(String name, String value) {
        return switch (name) {
            case "objectformat" -> FORMATS.contains(value) ? null : "a repository with " + value + " ids";
            case "refstorage" -> REF_STORAGES.contains(value) ? null : "a repository with refs in " + value;
            default -> HARMLESS_EXTENSIONS.contains(name) ? null : "a repository with extensions." + name;
        };
    }
}
