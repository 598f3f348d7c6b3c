package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.projectexporter.RefusedArchiveException;
import org.projectexporter.internal.names.NameRules;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoredTree;
import org.projectexporter.spi.files.SeenNames;

/**
 * The view of an unpacked tree for restorers. They may ask for paths that the archive's content names, as a Git index
 * does: a path that is not an entry of the archive does not exist for them, whatever is on the disk.
 */
final class UnpackedTree implements RestoredTree {
    private final StagedPaths paths;
    private final ImportManifest manifest;
    private final SyncQueue syncs;
    private final Set<RawPath> rewritten;
    private final SeenNames entries;
    private final ImportedModes modes;

    UnpackedTree(
            StagedPaths paths,
            ImportManifest manifest,
            Set<RawPath> rewritten,
            SeenNames entries,
            SyncQueue syncs,
            ImportedModes modes) {
        this.paths = paths;
        this.manifest = manifest;
        this.rewritten = rewritten;
        this.entries = entries;
        this.syncs = syncs;
        this.modes = modes;
    }

    @Override
    public RawPath name() {
        return paths.name();
    }

    @Override
    public boolean keepsName(RawPath path) {
        return paths.keepsName(path);
    }

    @Override
    public Path fileOf(RawPath path) {
        if (!isEntry(path) && !mayBeMade(path)) {
            throw new IllegalArgumentException("not a path in the tree of the archive: " + path);
        }
        return paths.of(path);
    }

    private boolean isEntry(RawPath path) {
        return entries.get(path) != null;
    }

    @Override
    public Path placeOf(RawPath path) {
        return paths.placeOf(path);
    }

    @Override
    public List<Reference> references() throws IOException {
        return manifest.references();
    }

    /**
     * Whether it could be a new entry: its parent is a folder of the archive, and no part of its path leads elsewhere.
     */
    private boolean mayBeMade(RawPath path) {
        try {
            NameRules.check(path, Integer.MAX_VALUE);
        } catch (RefusedArchiveException e) {
            return false;
        }
        RawPath folder = path.parent();
        while (folder != null && !isEntry(folder)) {
            folder = folder.parent();
        }
        SeenNames.Kind kind = folder == null ? null : entries.get(folder);
        return kind == SeenNames.Kind.FOLDER || kind == SeenNames.Kind.IMPLIED_FOLDER;
    }

    private void requireEntry(RawPath path) throws NoSuchFileException {
        if (!isEntry(path)) {
            throw new NoSuchFileException(path.toString(), null, "not an entry of the archive");
        }
    }

    @Override
    public boolean wasClean(RawPath path) {
        return manifest.wasClean(path) && !rewritten.contains(path);
    }

    @Override
    public void replace(RawPath path, byte[] content) throws IOException {
        requireEntry(path);
        rewritten.add(path);
        patch(path, file -> {
            Tree.write(file, ByteBuffer.wrap(content));
            file.truncate(content.length);
        });
    }

    @Override
    public void create(RawPath path, byte[] content, int mode) throws IOException {
        RawPath folder = path.parent();
        if (folder == null || !mayBeMade(path)) {
            throw new IllegalArgumentException("not a path in a folder of the archive: " + path);
        }
        Path parent = paths.of(folder);
        if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(parent);
            Attributes.setMode(parent, mode | Attributes.PRIVATE_FOLDER);
            entries.put(folder, SeenNames.Kind.FOLDER);
            syncs.add(FileChannel.open(parent, StandardOpenOption.READ));
        }
        Path file = paths.of(path);
        syncs.add(written(file, mode, created -> Tree.write(created, ByteBuffer.wrap(content))));
        entries.put(path, SeenNames.Kind.FILE);
    }

    /** A new file, still open. */
    private static FileChannel written(Path file, int mode, Patch content) throws IOException {
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        try {
            content.apply(channel);
            Attributes.setModeOfFile(file, mode);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void supersede(RawPath path, RawPath kept, Patch content) throws IOException {
        requireEntry(path);
        int mode = FileStat.read(paths.of(path)).mode();
        rename(path, kept);
        rewritten.add(path);
        syncs.add(written(paths.of(path), mode, content));
    }

    @Override
    public void patch(RawPath path, Patch patch) throws IOException {
        requireEntry(path);
        patch(path, patch, FileStat.read(paths.of(path)).mtime());
    }

    @Override
    public void setTime(RawPath path, Instant time) throws IOException {
        requireEntry(path);
        patch(path, file -> {}, time);
    }

    private void patch(RawPath path, Patch patch, Instant time) throws IOException {
        Path file = paths.of(path);
        FileStat before = FileStat.read(file);
        FileChannel channel = open(file, before);
        try {
            patch.apply(channel);
            FileTimes.set(file, time);
            if (!Attributes.mayBeChanged(before.mode())) {
                Attributes.setModeOfFile(file, before.mode());
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        syncs.add(channel);
    }

    /** Opens a file for writing, with write access for its owner added temporarily if necessary. */
    private static FileChannel open(Path file, FileStat stat) throws IOException {
        if (!Attributes.mayBeChanged(stat.mode()) && stat.kind() == FileStat.Kind.FILE) {
            Attributes.setModeOfFile(file, stat.mode() | Attributes.OWNER_CHANGES_FILE);
        }
        return FileChannel.open(
                file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public void rename(RawPath path, RawPath other) throws IOException {
        requireEntry(path);
        if (!Objects.equals(path.parent(), other.parent()) || !mayBeMade(other)) {
            throw new IllegalArgumentException("not a name in the folder of " + path + ": " + other);
        }
        if (!path.equals(other)) {
            Files.move(paths.of(path), paths.of(other));
            entries.put(other, SeenNames.Kind.FILE);
        }
    }

    @Override
    public void remove(RawPath path) throws IOException {
        if (isEntry(path)) {
            StagingFolder.remove(paths.of(path));
            paths.forget(path);
        }
    }

    @Override
    public void setShared(RawPath repository, boolean shared) {
        modes.setShared(repository, shared);
    }

    @Override
    public @Nullable FileStat stat(RawPath path) throws IOException {
        if (!isEntry(path)) {
            return null;
        }
        Path file = paths.of(path);
        try {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? FileStat.read(file) : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
