package org.projectexporter.internal.restore;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoredTree;

/** What restorers see of a tree that was unpacked. */
final class UnpackedTree implements RestoredTree {
    private final StagedPaths paths;
    private final ImportManifest manifest;
    private final Syncs syncs;
    private final Set<RawPath> rewritten;

    UnpackedTree(StagedPaths paths, ImportManifest manifest, Set<RawPath> rewritten, Syncs syncs) {
        this.paths = paths;
        this.manifest = manifest;
        this.rewritten = rewritten;
        this.syncs = syncs;
    }

    @Override
    public RawPath name() {
        return paths.name();
    }

    @Override
    public Path fileOf(RawPath path) {
        return paths.of(path);
    }

    @Override
    public boolean wasClean(RawPath path) {
        return manifest.wasClean(path) && !rewritten.contains(path);
    }

    @Override
    public void replace(RawPath path, byte[] content) throws IOException {
        rewritten.add(path);
        patch(path, file -> {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                file.write(left);
            }
            file.truncate(content.length);
        });
    }

    @Override
    public void patch(RawPath path, Patch patch) throws IOException {
        Path file = paths.of(path);
        FileStat before = FileStat.read(file);
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        try {
            patch.apply(channel);
            Attributes.setTime(file, before.mtime());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        syncs.add(channel);
    }

    @Override
    public void rename(RawPath path, RawPath other) throws IOException {
        if (!path.equals(other)) {
            Files.move(paths.of(path), paths.of(other));
        }
    }

    @Override
    public void remove(RawPath path) throws IOException {
        StagingFolder.remove(paths.of(path));
    }

    @Override
    public @Nullable FileStat stat(RawPath path) throws IOException {
        Path file = paths.of(path);
        try {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? FileStat.read(file) : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
