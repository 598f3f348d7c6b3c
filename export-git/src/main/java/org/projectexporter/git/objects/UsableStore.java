package org.projectexporter.git.objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of links to those parts of an object store that JGit can use. JGit opens every file in {@code pack} whose
 * name ends like that of a pack or an index, and fails on what Git ignores: {@code ._pack-ID.idx} of macOS, or a pack
 * that is cut short.
 */
final class UsableStore implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(UsableStore.class);
    private static final String PACK = "pack";

    private final Path folder;

    private UsableStore(Path folder) {
        this.folder = folder;
    }

    /** The usable part of a store; null if that is the whole store. */
    static @Nullable UsableStore of(File objects) throws IOException {
        Path packs = objects.toPath().resolve(PACK);
        Set<String> hidden = hidden(packs);
        if (hidden.isEmpty()) {
            return null;
        }
        UsableStore store = new UsableStore(Files.createTempDirectory("project-export-objects-"));
        try {
            store.link(objects, store.folder, Set.of(PACK));
            store.link(packs.toFile(), Files.createDirectory(store.folder.resolve(PACK)), hidden);
        } catch (IOException e) {
            store.close();
            throw e;
        }
        return store;
    }

    private static Set<String> hidden(Path packs) throws IOException {
        Set<String> hidden = new HashSet<>();
        Set<String> broken = new HashSet<>();
        PackCheck.of(packs).forEach(pack -> broken.add(stem(pack.name().toString())));
        for (String name : names(packs.toFile())) {
            boolean likePack = name.endsWith(".pack") || name.endsWith(PackIndex.SUFFIX);
            if (likePack && (name.startsWith(".") || broken.contains(stem(name)))) {
                hidden.add(name);
            }
        }
        return hidden;
    }

    private static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static List<String> names(File folder) {
        String[] names = folder.list();
        return names == null ? List.of() : List.of(names);
    }

    private void link(File from, Path to, Set<String> without) throws IOException {
        for (String name : names(from)) {
            if (!without.contains(name) && name.chars().allMatch(c -> c < 0x80)) {
                Files.createSymbolicLink(
                        to.resolve(name), from.toPath().resolve(name).toAbsolutePath());
            }
        }
    }

    File folder() {
        return folder.toFile();
    }

    /** Deletes the links. What cannot be deleted is small, and no reason to fail an export. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("cannot remove {}: {}", folder, e.toString());
        }
    }
}
