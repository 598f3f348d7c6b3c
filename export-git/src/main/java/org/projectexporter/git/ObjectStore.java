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
    /** What the stores are named by. */
    private final List<NameableFolder> folders;

    private ObjectStore(List<ObjectDirectory> stores, List<NameableFolder> folders) {
        this.stores = List.copyOf(stores);
        this.folders = List.copyOf(folders);
    }

    /**
     * Opens the objects of the repository in {@code gitFolder}.
     *
     * @throws SourceException also if it borrows from what is missing or may not be read
     */
    static ObjectStore open(Path gitFolder, SourceContext context) throws IOException {
        Path common = Outside.dirs(context, gitFolder, gitFolder).common();
        Path objects = common.resolve("objects");
        List<ObjectDirectory> stores = new ArrayList<>();
        List<NameableFolder> folders = new ArrayList<>();
        try {
            NameableFolder shared = nameable(common, gitFolder, folders);
            stores.add(open(new File(shared.file(), "objects"), new File(shared.file(), "shallow"), gitFolder));
            for (Path borrowed : Alternates.of(objects, context, gitFolder)) {
                stores.add(open(nameable(borrowed, gitFolder, folders).file(), null, gitFolder));
            }
            return new ObjectStore(stores, folders);
        } catch (IOException | RuntimeException e) {
            closeAll(folders);
            throw e;
        }
    }

    private static NameableFolder nameable(Path folder, Path gitFolder, List<NameableFolder> folders)
            throws IOException {
        NameableFolder nameable = NameableFolder.of(folder);
        if (nameable == null) {
            throw new SourceException(
                    "the path of " + gitFolder + " cannot be expressed in this locale; start Java with"
                            + " LC_ALL=C.UTF-8, or rename the folder if its name is not UTF-8");
        }
        folders.add(nameable);
        return nameable;
    }

    private static ObjectDirectory open(File objects, @Nullable File shallow, Path gitFolder) throws IOException {
        if (!objects.isDirectory()) {
            throw new SourceException("the objects of " + gitFolder + " are missing" + GitErrors.NEXT_STEP);
        }
        QuietJGit.prepare(objects.toPath());
        QuietJGit.prepare(objects.toPath().resolve("pack"));
        return new ObjectDirectory(new Config(), objects, new File[0], FS.DETECTED, shallow);
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
    public void close() throws IOException {
        stores.forEach(ObjectDirectory::close);
        closeAll(folders);
    }

    private static void closeAll(List<NameableFolder> folders) throws IOException {
        for (NameableFolder folder : folders) {
            folder.close();
        }
    }
}
