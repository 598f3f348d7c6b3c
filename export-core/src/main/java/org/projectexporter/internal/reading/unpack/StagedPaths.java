package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.projectexporter.ImportNote;
import org.projectexporter.internal.io.Sha256;
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
    private static final int KEPT_LETTERS = 60;
    private static final int DIGEST_CHARS = 8;

    /** Creates something at a path; fails if something exists there. */
    @FunctionalInterface
    interface Maker<T> {
        T make(Path path) throws IOException;
    }

    private final Path project;
    private final Path dependencies;
    private final Path metadata;
    private final List<ImportNote> notes;
    private final Map<RawPath, RawPath> renamed = new HashMap<>();
    private @Nullable RawPath name;
    private @Nullable RawPath dependenciesName;
    private RawPath lastFolder = RawPath.ROOT;
    private @Nullable Path lastPath;

    /**
     * Paths below these folders.
     *
     * @param project the folder for NAME
     * @param dependencies the folder for NAME.dependencies
     * @param metadata the folder for the other files
     */
    StagedPaths(Path project, Path dependencies, Path metadata, List<ImportNote> notes) {
        this.project = project;
        this.dependencies = dependencies;
        this.metadata = metadata;
        this.notes = notes;
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

    /** Creates an entry under its own name, or under another one if that is not possible. */
    <T> T make(RawPath path, Maker<T> maker) throws IOException {
        if (name == null && !MetadataNames.isMetadata(path)) {
            name = path;
            dependenciesName = DependencyPlaces.folder(path);
        }
        Path folder = folderOf(path);
        try {
            return maker.make(NativeNames.resolve(folder, nameIn(path)));
        } catch (InvalidPathException e) {
            return makeElsewhere(path, folder, maker, e.getReason());
        } catch (FileAlreadyExistsException e) {
            return makeElsewhere(path, folder, maker, "the file system treats it as the name of another entry");
        } catch (FileSystemException e) {
            if (!SystemError.NAME_NOT_POSSIBLE.causes(e)) {
                throw e;
            }
            return makeElsewhere(path, folder, maker, "the file system says: " + e.getReason());
        }
    }

    private <T> T makeElsewhere(RawPath path, Path folder, Maker<T> maker, String why) throws IOException {
        RawPath other = otherName(path.fileName());
        T made = maker.make(NativeNames.resolve(folder, other));
        renamed.put(path, other);
        notes.add(new ImportNote(ImportNote.Kind.RENAMED, path.toString(), "now called " + other + ": " + why));
        return made;
    }

    /** Plain letters of the name and a digest of all of it, so that no two are equal. The suffix is kept. */
    private static RawPath otherName(RawPath name) {
        String text = name.toString().replaceAll("[^A-Za-z0-9._-]", "_");
        int dot = text.lastIndexOf('.');
        String suffix = dot > 0 && text.length() - dot <= DIGEST_CHARS ? text.substring(dot) : "";
        String stem = text.substring(0, text.length() - suffix.length());
        byte[] digest = Sha256.newDigest().digest(name.bytes());
        String hex = HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARS);
        return RawPath.of(stem.substring(0, Math.min(stem.length(), KEPT_LETTERS)) + "~" + hex + suffix);
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

    private boolean isDependencies(RawPath path) {
        return path.equals(dependenciesName);
    }
}
