package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.DiskPaths;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.ConfinedFolder;

/**
 * The files of a project that a configuration refers to: {@code include.path}, {@code core.excludesFile} and
 * {@code core.attributesFile}, all in git-config(1). A setting that names a file is not exported, since whoever changes
 * that file would change the configuration; instead, what the file contains is. A file outside the project is not read.
 */
public final class ReferredFiles {
    /** As {@code MAX_INCLUDE_DEPTH} in Git's {@code config.c}. */
    private static final int DEEPEST = 10;

    /** Git reads these only from the file {@code config} itself: {@code read_repository_format} in its setup.c. */
    private static final Set<String> NEVER_INCLUDED =
            Set.of("core.bare", "core.worktree", "core.repositoryformatversion");

    /** A setting that names a file of patterns, and where its lines can be instead. */
    public enum Patterns {
        /** {@code core.excludesFile}. */
        EXCLUDES("core.excludesfile", "info/exclude"),
        /** {@code core.attributesFile}. */
        ATTRIBUTES("core.attributesfile", "info/attributes");

        private final String setting;

        @SuppressWarnings("ImmutableEnumChecker") // a path is immutable
        private final RawPath file;

        Patterns(String setting, String file) {
            this.setting = setting;
            this.file = RawPath.of(file);
        }

        /** The name of the setting, in lower case. */
        public String setting() {
            return setting;
        }

        /** The file of the repository with patterns of the same kind. */
        public RawPath file() {
            return file;
        }
    }

    private final GitFolder repository;
    private final Path project;

    /** The files that the configuration of a repository refers to. */
    public ReferredFiles(GitFolder repository) {
        this.repository = repository;
        this.project = repository.context().projectFolder();
    }

    /**
     * The entries of a configuration, those of included files in the place of {@code include.path}. An inclusion that
     * is conditional, or of a file that is not in the project or cannot be read, remains.
     *
     * @param folder the folder that contains the configuration
     */
    List<ConfigEntry> withIncluded(List<ConfigEntry> entries, Path folder) throws IOException {
        List<ConfigEntry> all = new ArrayList<>();
        include(entries, folder, 0, all);
        return all;
    }

    private void include(List<ConfigEntry> entries, Path folder, int depth, List<ConfigEntry> all) throws IOException {
        for (ConfigEntry entry : entries) {
            Path file = isInclude(entry) && depth < DEEPEST ? resolve(folder, entry.value()) : null;
            byte[] content = file == null ? null : read(file);
            List<ConfigEntry> included = content == null ? null : parsed(content);
            if (file != null && included != null) {
                include(included, file.resolveSibling(""), depth + 1, all);
            } else if (depth == 0 || !isNeverIncluded(entry)) {
                all.add(entry);
            }
        }
    }

    /** Whether an entry is an unconditional inclusion. */
    static boolean isInclude(ConfigEntry entry) {
        return entry.shownName().equals("include.path");
    }

    private static boolean isNeverIncluded(ConfigEntry entry) {
        return entry.section().equals("extensions") || NEVER_INCLUDED.contains(entry.shownName());
    }

    private static @Nullable List<ConfigEntry> parsed(byte[] content) {
        try {
            return ConfigReader.read(new String(content, StandardCharsets.ISO_8859_1));
        } catch (SourceException e) {
            return null; // Git would refuse to read the configuration, as the warning about the inclusion explains
        }
    }

    /** The file that a path in a setting names; null if it is not in the project. */
    private @Nullable Path resolve(Path folder, @Nullable String value) {
        if (value == null || value.isEmpty() || value.startsWith("~") || value.startsWith("%(prefix)")) {
            return null;
        }
        Path file = DiskPaths.resolve(folder, RawPath.of(value.getBytes(StandardCharsets.ISO_8859_1)));
        return file.startsWith(project) && !file.equals(project) ? file : null;
    }

    /** The content of a file of the project that is not reached through a link; null if there is none. */
    private byte @Nullable [] read(Path file) throws IOException {
        try (ConfinedFolder folder = new ConfinedFolder(project)) {
            FileStat stat = FileStat.read(file);
            if (stat.kind() != FileStat.Kind.FILE || stat.size() > SmallFile.MAX_BYTES) {
                return null;
            }
            try (InputStream in = Channels.newInputStream(folder.open(file, stat))) {
                return in.readNBytes(SmallFile.MAX_BYTES);
            }
        } catch (FileSystemException e) {
            return null; // missing or unreadable: Git ignores it as well
        }
    }

    /** The content of the file that the repository's configuration names; null if none in the project is named. */
    public byte @Nullable [] content(Patterns patterns) throws IOException {
        String value = null;
        for (String name : List.of("config", "config.worktree")) {
            Path config = repository.dirs().resolve(RawPath.of(name));
            List<ConfigEntry> entries = ConfigReader.readable(SmallFile.readIfPresent(config));
            for (ConfigEntry entry : withIncluded(entries, config.resolveSibling(""))) {
                value = entry.shownName().equals(patterns.setting()) ? entry.value() : value;
            }
        }
        Path file = value == null ? null : resolve(workTree(), value);
        boolean own = file != null && file.equals(repository.dirs().resolve(patterns.file()));
        return file == null ? null : own ? new byte[0] : read(file);
    }

    /** Git resolves the path of such a file in the top folder of the working tree. */
    private Path workTree() throws IOException {
        RawPath workTree = WorkTree.of(repository);
        return workTree == null ? repository.file() : NativeNames.resolve(project, workTree);
    }
}
