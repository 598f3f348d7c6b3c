package org.projectexporter.internal.exporting.exclude;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * Whether patterns match a path that the walk has not reached yet, such as one of a Git index. Such a path may be
 * anything: it may lead through links, or contain {@code ..}, and what it leads to is not examined.
 */
public final class IgnoredFolders {
    private static final int MOST_REMEMBERED = 4096;

    /** What is known about a folder; {@code real} if it is a folder that is not reached through a link. */
    private record Folder(boolean real, boolean taken, IgnoreFiles ignore) {}

    private final Path project;
    private final ExclusionRules rules;
    private final Map<RawPath, Folder> remembered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RawPath, Folder> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    public IgnoredFolders(Path project, ExclusionRules rules) {
        this.project = project;
        this.rules = rules;
    }

    /** Whether a pattern matches {@code path} or a folder above it. */
    public boolean matches(RawPath path, boolean isFolder) {
        if (path.isRoot()) {
            return false;
        }
        Folder folder = folder(parent(path));
        return folder.taken || rules.match(path, isFolder, folder.ignore) != null;
    }

    private static RawPath parent(RawPath path) {
        return Objects.requireNonNull(path.parent(), "a path below the project");
    }

    private Folder folder(RawPath path) {
        Folder known = remembered.get(path);
        if (known == null) {
            known = path.isRoot() ? new Folder(true, false, read(path, IgnoreFiles.NONE)) : look(path);
            remembered.put(path, known);
        }
        return known;
    }

    private Folder look(RawPath path) {
        Folder above = folder(parent(path));
        boolean taken = above.taken || rules.match(path, true, above.ignore) != null;
        boolean real = above.real && isFolder(path);
        return new Folder(real, taken, real ? read(path, above.ignore) : above.ignore);
    }

    private boolean isFolder(RawPath path) {
        String name = path.fileName().toString();
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.equals(".git")) {
            return false;
        }
        try {
            return FileStat.read(NativeNames.resolve(project, path)).kind() == FileStat.Kind.DIRECTORY;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads an ignore file; failures are reported by the walk, which reads it too. */
    private IgnoreFiles read(RawPath path, IgnoreFiles above) {
        @Nullable IgnoreFile file;
        try {
            file = IgnoreFile.in(NativeNames.resolve(project, path), path);
        } catch (IOException e) {
            file = null;
        }
        return above.and(file);
    }
}
