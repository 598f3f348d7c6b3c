package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.ImportNote;
import org.projectexporter.internal.io.HeldNames;
import org.projectexporter.internal.io.SystemError;
import org.projectexporter.internal.layout.DependencyPlaces;
import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * The paths of an archive's entries while it is unpacked. A name that the file system does not support, or treats as
 * equal to another entry's (upper and lower case, composed and decomposed letters), is replaced, and everything below
 * it moves along.
 */
final class StagedPaths {
    /** Creates something at a path; fails if something exists there. */
    @FunctionalInterface
    interface Maker<T> {
        T make(Path path) throws IOException;
    }

    private static final String CANNOT_HOLD = "the file system cannot hold this name";

    private final Path project;
    private final Path dependencies;
    private final Path metadata;
    private final List<ImportNote> notes;
    private final HeldNames held;
    private final Map<RawPath, RawPath> renamed = new HashMap<>();
    private final Map<RawPath, ImportNote> noted = new HashMap<>();
    private @Nullable RawPath name;
    private @Nullable RawPath dependenciesName;
    private @Nullable ImportTarget target;
    private RawPath lastFolder = RawPath.ROOT;
    private @Nullable Path lastPath;

    /**
     * Paths below these folders, where every name is possible.
     *
     * @param project the folder for NAME
     * @param dependencies the folder for NAME.dependencies
     * @param metadata the folder for the other files
     */
    StagedPaths(Path project, Path dependencies, Path metadata, List<ImportNote> notes) {
        this(project, dependencies, metadata, notes, HeldNames.ALL);
    }

    /** Paths below these folders, on a file system that can hold these names. */
    StagedPaths(Path project, Path dependencies, Path metadata, List<ImportNote> notes, HeldNames held) {
        this.project = project;
        this.dependencies = dependencies;
        this.metadata = metadata;
        this.notes = notes;
        this.held = held;
    }

    /** The tree will have these names when the import is complete. */
    StagedPaths movingTo(ImportTarget names) {
        target = names;
        return this;
    }

    /** The path that an entry will have when the import is complete. */
    Path placeOf(RawPath path) {
        Path now = of(path);
        ImportTarget then = target;
        if (then == null) {
            return now;
        }
        return now.startsWith(project)
                ? then.project().resolve(project.relativize(now))
                : then.dependencies().resolve(dependencies.relativize(now));
    }

    /** NAME: the path of the first entry that is not metadata. */
    RawPath name() {
        if (name == null) {
            throw new IllegalStateException("nothing was unpacked yet");
        }
        return name;
    }

    /** Whether the folder that contains the project's still exists. */
    boolean exist() {
        Path folder = project.getParent();
        return folder != null && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether the folder of an entry exists. */
    boolean hasFolderOf(RawPath path) {
        return Files.isDirectory(folderOf(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** Creates an entry under its own name, or under another one if that is not possible. */
    <T> T make(RawPath path, Maker<T> maker) throws IOException {
        if (name == null && !MetadataNames.isMetadata(path)) {
            name = path;
            dependenciesName = DependencyPlaces.folder(path);
        }
        Path folder = folderOf(path);
        if (!held.equals(HeldNames.ALL) && !isTop(path) && !held.canHold(path.fileName())) {
            return makeElsewhere(path, folder, maker, CANNOT_HOLD);
        }
        try {
            return maker.make(NativeNames.resolve(folder, nameIn(path)));
        } catch (InvalidPathException e) {
            return makeElsewhere(path, folder, maker, e.getReason());
        } catch (FileAlreadyExistsException e) {
            return makeElsewhere(path, folder, maker, "the file system treats it as the name of another entry");
        } catch (NoSuchFileException e) {
            // exfat-fuse(8) refuses a name in this way
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            return makeElsewhere(path, folder, maker, CANNOT_HOLD);
        } catch (FileSystemException e) {
            if (!SystemError.NAME_NOT_POSSIBLE.causes(e)) {
                throw e;
            }
            return makeElsewhere(path, folder, maker, "the file system says: " + e.getReason());
        }
    }

    private <T> T makeElsewhere(RawPath path, Path folder, Maker<T> maker, String why) throws IOException {
        RawPath name = path.fileName();
        RawPath encoded = OtherNames.encoded(name);
        T made = encoded == null ? null : makeIfPossible(folder, encoded, maker);
        RawPath other = encoded == null || made == null ? OtherNames.digested(name) : encoded;
        T result = made == null ? maker.make(NativeNames.resolve(folder, other)) : made;
        renamed.put(path, other);
        ImportNote note = new ImportNote(ImportNote.Kind.RENAMED, path.toString(), "now called " + other + ": " + why);
        notes.add(note);
        noted.put(path, note);
        return result;
    }

    private static <T> @Nullable T makeIfPossible(Path folder, RawPath name, Maker<T> maker) throws IOException {
        try {
            return maker.make(NativeNames.resolve(folder, name));
        } catch (FileAlreadyExistsException | NoSuchFileException | InvalidPathException e) {
            return null;
        } catch (FileSystemException e) {
            if (!SystemError.NAME_NOT_POSSIBLE.causes(e)) {
                throw e;
            }
            return null;
        }
    }

    /** Takes back that an entry, and what is below it, has another name: it is gone. */
    void forget(RawPath path) {
        noted.forEach((entry, note) -> {
            if (entry.startsWith(path)) {
                notes.remove(note);
            }
        });
    }

    /** Whether an entry, and each folder above it, has its own name here. */
    boolean keepsName(RawPath path) {
        for (RawPath at = path; at != null && !renamed.isEmpty(); at = at.parent()) {
            if (renamed.containsKey(at)) {
                return false;
            }
        }
        return true;
    }

    /** The path of an entry on the disk. */
    Path of(RawPath path) {
        return NativeNames.resolve(folderOf(path), nameIn(path));
    }

    /** The path of an entry after renaming; the top folders are replaced by those given. */
    private RawPath nameIn(RawPath path) {
        if (path.equals(name)) {
            return NativeNames.nameOf(project);
        }
        return isDependencies(path) ? NativeNames.nameOf(dependencies) : renamed.getOrDefault(path, path.fileName());
    }

    private Path folderOf(RawPath path) {
        RawPath parent = path.parent();
        if (parent == null || parent.isRoot()) {
            return topFolder(path);
        }
        Path known = lastPath;
        if (known == null || !parent.equals(lastFolder)) {
            known = of(parent);
            lastFolder = parent;
            lastPath = known;
        }
        return known;
    }

    private Path topFolder(RawPath path) {
        Path top = path.equals(name) ? project : isDependencies(path) ? dependencies : metadata.resolve("file");
        Path folder = top.getParent();
        if (folder == null) {
            throw new IllegalStateException(top + " has no folder");
        }
        return folder;
    }

    private boolean isTop(RawPath path) {
        return path.equals(name) || isDependencies(path);
    }

    private boolean isDependencies(RawPath path) {
        return path.equals(dependenciesName);
    }
}
