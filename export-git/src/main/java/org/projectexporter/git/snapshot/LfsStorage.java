package org.projectexporter.git.snapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.projectexporter.SourceException;
import org.projectexporter.git.config.ConfigEntry;
import org.projectexporter.git.config.ConfigReader;
import org.projectexporter.git.folder.Damage;
import org.projectexporter.git.folder.DiskPaths;
import org.projectexporter.git.folder.GitDirs;
import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.git.folder.LinkedParts;
import org.projectexporter.git.folder.OutsideAccess;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.git.objects.Alternates;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/**
 * Finds the Git LFS objects of a repository: in {@code lfs} of its common folder, or in the folder that
 * {@code lfs.storage} names (git-lfs-config(5): an absolute path, or one relative to the common folder).
 */
public final class LfsStorage {
    private static final RawPath LFS = RawPath.of("lfs");

    private LfsStorage() {}

    /**
     * The folders that contain a folder {@code objects}: the one in use, then the default one if it was used before.
     *
     * @throws org.projectexporter.SourceException if the one in use may not be read
     */
    public static List<Path> folders(Path gitFolder, SourceContext context) throws IOException {
        List<Path> folders = new ArrayList<>();
        Path moved = moved(gitFolder, context);
        if (moved != null) {
            folders.add(moved);
        }
        GitDirs dirs = OutsideAccess.dirs(context, gitFolder, gitFolder);
        Path own = dirs.resolve(LFS);
        LinkedParts.admit(own, dirs, dirs.common().resolve(LFS.toString()), context);
        folders.add(own);
        return folders;
    }

    /** The Git LFS stores of the repositories that a repository borrows objects from, if they may be read. */
    public static List<Path> borrowed(Path gitFolder, SourceContext context) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Path store : alternates(gitFolder, context)) {
            Path lfs = store.resolveSibling("lfs");
            if (Files.isDirectory(lfs) && OutsideAccess.isAllowed(context, lfs.toRealPath())) {
                OutsideAccess.report(context, lfs.toRealPath());
                folders.add(lfs.toRealPath());
            }
        }
        return folders;
    }

    private static Collection<Path> alternates(Path gitFolder, SourceContext context) throws IOException {
        try {
            return Alternates.of(
                    OutsideAccess.dirs(context, gitFolder, gitFolder).common().resolve("objects"), context, gitFolder);
        } catch (SourceException e) {
            return List.of(); // if one of them may not be read, the code that needs its objects reports it
        }
    }

    /** The folder that {@code lfs.storage} names, if it exists and is not the default one; otherwise null. */
    static @Nullable Path moved(Path gitFolder, SourceContext context) throws IOException {
        GitDirs dirs = OutsideAccess.dirs(context, gitFolder, gitFolder);
        RawPath named = named(dirs, context);
        if (named.isRoot()) {
            return null;
        }
        Path folder = DiskPaths.resolve(dirs.common(), named);
        Path own = dirs.common().resolve(LFS.toString());
        if (folder.equals(own) || !Files.isDirectory(folder)) {
            return null;
        }
        Path real = OutsideAccess.admit(context, gitFolder, "its Git LFS store (lfs.storage)", folder);
        return Files.isDirectory(own) && real.equals(own.toRealPath()) ? null : real;
    }

    private static RawPath named(GitDirs dirs, SourceContext context) throws IOException {
        RawPath named = RawPath.ROOT;
        for (String file : List.of("config", "config.worktree")) {
            Path path = dirs.resolve(RawPath.of(file));
            byte[] config = SmallFile.readIfPresent(path);
            String damage = config == null || Damage.isKept(context) ? null : ConfigReader.damage(config);
            if (damage != null) {
                throw GitErrors.broken(path, damage);
            }
            for (ConfigEntry entry : ConfigReader.readable(config)) {
                boolean isStorage = entry.section().equals("lfs")
                        && entry.subsection() == null
                        && entry.lowerName().equals("storage");
                if (isStorage) {
                    String value = entry.value() == null ? "" : entry.value();
                    named = RawPath.of(value.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        }
        return named;
    }
}
