package org.projectexporter.git.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.git.folder.FolderListing;
import org.projectexporter.git.folder.GitDirs;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.spi.RawPath;

/**
 * How a repository keeps its objects and refs: gitrepository-layout(5), "extensions" in git-config(1).
 *
 * @param ids the hash algorithm of object ids
 * @param partial whether objects that a remote has promised may be absent: git-clone(1), {@code --filter}
 * @param reftable whether refs and reflogs are kept in {@code reftable} instead of separate files
 */
public record RepositoryKind(IdFormat ids, boolean partial, boolean reftable) {
    private static final RepositoryKind PLAIN = new RepositoryKind(IdFormat.SHA1, false, false);

    /** The kind of a repository without any configuration. */
    public static RepositoryKind ofNothing() {
        return PLAIN;
    }

    /** The kind of the repository that is opened through {@code gitFolder}. */
    public static RepositoryKind of(Path gitFolder) throws IOException {
        RepositoryKind kind = PLAIN;
        for (String name : List.of("config", "config.worktree")) {
            byte[] config = SmallFile.readIfPresent(GitDirs.find(gitFolder, name));
            if (config != null) {
                kind = kind.with(ConfigReader.readable(config), name);
            }
        }
        return new RepositoryKind(kind.ids, kind.partial || hasPromisedPacks(gitFolder), kind.reftable);
    }

    /**
     * Git reads the hash algorithm only from the repository's own {@code config}, and only if the format version is at
     * least 1: {@code check_repo_format} and {@code verify_repository_format} in its {@code setup.c}. Reading an index
     * with the wrong id length gives wrong paths.
     */
    private RepositoryKind with(List<ConfigEntry> config, String file) {
        RepositoryKind kind = this;
        boolean extended = file.equals("config") && isExtended(config);
        for (ConfigEntry entry : config) {
            String value = entry.value() == null ? "" : entry.value();
            kind = switch (entry.shownName()) {
                case "extensions.objectformat" ->
                    extended ? new RepositoryKind(idsNamed(value), kind.partial, kind.reftable) : kind;
                case "extensions.refstorage" -> new RepositoryKind(kind.ids, kind.partial, value.equals("reftable"));
                case "extensions.partialclone" -> new RepositoryKind(kind.ids, true, kind.reftable);
                case "remote.*.promisor" -> new RepositoryKind(kind.ids, kind.partial || entry.isTrue(), kind.reftable);
                default -> kind;
            };
        }
        return kind;
    }

    private static boolean isExtended(List<ConfigEntry> config) {
        boolean extended = false;
        for (ConfigEntry entry : config) {
            boolean version = entry.shownName().equals("core.repositoryformatversion");
            extended = version ? "1".equals(entry.value()) : extended;
        }
        return extended;
    }

    private static IdFormat idsNamed(String name) {
        return name.equals(IdFormat.SHA256.configName()) ? IdFormat.SHA256 : IdFormat.SHA1;
    }

    /** Git writes a file {@code .promisor} next to each pack that came from a promisor remote. */
    private static boolean hasPromisedPacks(Path gitFolder) throws IOException {
        return FolderListing.of(GitDirs.find(gitFolder, "objects/pack"), RawPath.ROOT).stream()
                .anyMatch(pack -> !pack.name().toString().startsWith(".")
                        && pack.name().toString().endsWith(".promisor"));
    }
}
