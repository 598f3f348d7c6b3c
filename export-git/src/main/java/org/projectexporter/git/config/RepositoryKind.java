package org.projectexporter.git.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * @param ids the hash that names objects
 * @param partial whether objects may be absent that a remote has promised: git-clone(1), {@code --filter}
 * @param reftable whether refs and reflogs lie in {@code reftable} in the place of files of their own
 */
public record RepositoryKind(IdFormat ids, boolean partial, boolean reftable) {
    private static final RepositoryKind PLAIN = new RepositoryKind(IdFormat.SHA1, false, false);

    /** Of the repository that is opened through {@code gitFolder}. */
    public static RepositoryKind of(Path gitFolder) throws IOException {
        RepositoryKind kind = PLAIN;
        for (String name : List.of("config", "config.worktree")) {
            byte[] config = SmallFile.readIfPresent(GitDirs.find(gitFolder, name));
            if (config != null) {
                kind = kind.with(ConfigReader.read(new String(config, StandardCharsets.ISO_8859_1)), name);
            }
        }
        return new RepositoryKind(kind.ids, kind.partial || hasPromisedPacks(gitFolder), kind.reftable);
    }

    /**
     * Of the hash Git asks the repository's own configuration alone, and from version 1 on: {@code check_repo_format} and {@code
     * verify_repository_format} in its {@code setup.c}. Whoever reads an index with ids of another length reads other paths.
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

    /** Git writes a file {@code .promisor} beside each pack that came from such a remote. */
    private static boolean hasPromisedPacks(Path gitFolder) throws IOException {
        return FolderListing.of(GitDirs.find(gitFolder, "objects/pack"), RawPath.ROOT).stream()
                .anyMatch(pack -> pack.name().toString().endsWith(".promisor"));
    }
}
