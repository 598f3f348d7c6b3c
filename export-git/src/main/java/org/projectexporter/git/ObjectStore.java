package org.projectexporter.git;

import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.SourceException;
import org.projectexporter.spi.SourceContext;

/**
 * The objects of one repository, and those that it borrows, read by JGit without a {@code Repository}: that one would read
 * configurations, and follow their includes, before anybody could stop it.
 */
final class ObjectStore implements Closeable {
    /** The repository's own, then those that it borrows from. */
    private final List<ObjectDirectory> stores;

    private ObjectStore(List<ObjectDirectory> stores) {
        this.stores = List.copyOf(stores);
    }

    /**
     * Opens the objects of the repository in {@code gitFolder}.
     *
     * @throws SourceException also if it borrows from what is missing or may not be read
     */
    static ObjectStore open(Path gitFolder, SourceContext context) throws IOException {
        Path common = GitDirs.of(gitFolder).common();
        Path objects = common.resolve("objects");
        List<ObjectDirectory> stores = new ArrayList<>();
        stores.add(open(objects, common.resolve("shallow").toFile(), gitFolder));
        for (Path borrowed : Alternates.of(objects, context, gitFolder)) {
            stores.add(open(borrowed, null, gitFolder));
        }
        return new ObjectStore(stores);
    }

    private static ObjectDirectory open(Path objects, @Nullable File shallow, Path gitFolder) throws IOException {
        File folder = objects.toFile();
        if (!folder.isDirectory()) {
            throw new SourceException("the objects of " + gitFolder + " are missing or have a path that the locale "
                    + "cannot express" + GitErrors.NEXT_STEP);
        }
        QuietJGit.prepare(folder.toPath());
        QuietJGit.prepare(folder.toPath().resolve("pack"));
        return new ObjectDirectory(new Config(), folder, new File[0], FS.DETECTED, shallow);
    }

    boolean has(AnyObjectId id) {
        return stores.stream().anyMatch(store -> store.has(id));
    }

    /** The length of the file that holds an object, compressed, if it is a loose one; else 0. */
    long looseBytes(AnyObjectId id) {
        for (ObjectDirectory store : stores) {
            long length = store.fileFor(id).length();
            if (length > 0) {
                return length;
            }
        }
        return 0;
    }

    /** The caller closes it. */
    ObjectReader newReader() {
        if (stores.size() == 1) {
            return stores.get(0).newReader();
        }
        List<ObjectReader> readers = new ArrayList<>();
        stores.forEach(store -> readers.add(store.newReader()));
        return new JoinedReader(readers);
    }

    @Override
    public void close() {
        stores.forEach(ObjectDirectory::close);
    }
}
