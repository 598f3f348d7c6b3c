package org.projectexporter.git.objects;

import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.git.folder.NameableFolder;
import org.projectexporter.git.folder.OutsideAccess;
import org.projectexporter.spi.SourceContext;

/**
 * The objects of one repository, and those that it borrows, read by JGit without a {@code Repository}, which would read
 * configurations and follow their includes with no way to prevent it.
 */
public final class ObjectStore implements Closeable {
    private static final int TRIES = 5;

    /** One store, under a name that JGit accepts. */
    private record Store(NameableFolder folder, @Nullable UsableStore usable, ObjectDirectory objects) {}

    /** The repository's own store, then those that it borrows from. */
    private final List<Store> stores = new ArrayList<>();

    private boolean packsReadable;

    private ObjectStore() {}

    /**
     * Opens the objects of the repository in {@code gitFolder}.
     *
     * @throws SourceException also if a store that it borrows from is missing or may not be read
     */
    public static ObjectStore open(Path gitFolder, SourceContext context) throws IOException {
        Path common = OutsideAccess.dirs(context, gitFolder, gitFolder).common();
        ObjectStore store = new ObjectStore();
        try {
            store.add(common, gitFolder);
            for (Path borrowed : Alternates.of(common.resolve("objects"), context, gitFolder)) {
                store.addBorrowed(borrowed);
            }
            return store;
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static NameableFolder nameable(Path path) throws IOException {
        NameableFolder folder = NameableFolder.of(path);
        if (folder == null) {
            throw new SourceException("the path of " + path + " cannot be expressed in this locale; start Java with"
                    + " LC_ALL=C.UTF-8, or rename the folder if its name is not UTF-8");
        }
        return folder;
    }

    private void add(Path common, Path gitFolder) throws IOException {
        NameableFolder folder = nameable(common);
        File objects = new File(folder.file(), "objects");
        if (!objects.isDirectory()) {
            folder.close();
            throw GitErrors.broken(gitFolder, "its objects are missing");
        }
        add(folder, objects, new File(folder.file(), "shallow"));
    }

    private void addBorrowed(Path objects) throws IOException {
        NameableFolder folder = nameable(objects);
        add(folder, folder.file(), null);
    }

    private void add(NameableFolder folder, File objects, @Nullable File shallow) throws IOException {
        UsableStore usable;
        try {
            usable = UsableStore.of(objects);
        } catch (IOException e) {
            folder.close();
            throw e;
        }
        File read = usable == null ? objects : usable.folder();
        JGitIsolation.prepare(objects.toPath());
        JGitIsolation.prepare(read.toPath().resolve("pack"));
        stores.add(
                new Store(folder, usable, new ObjectDirectory(new Config(), read, new File[0], FS.DETECTED, shallow)));
    }

    /** A function that reads objects. */
    public interface Query<T> {
        T run() throws IOException;
    }

    /** Runs a function, and runs it again if a pack that JGit was about to read was gone because Git had repacked. */
    public static <T> T retrying(Query<T> query) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return query.run();
            } catch (FileNotFoundException | NoSuchFileException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Whether an object exists, here or in a store that is borrowed from. */
    public boolean has(AnyObjectId id) throws IOException {
        boolean found = stores.stream().anyMatch(store -> store.objects.has(id));
        if (!found) {
            requireReadablePacks();
        }
        return found;
    }

    /**
     * Checks once that the packs can be read at all: JGit passes over one that cannot, so that its objects seem to be
     * missing.
     */
    void requireReadablePacks() throws IOException {
        if (!packsReadable) {
            for (Store store : stores) {
                PackProbe.requireReadable(store.objects.getPackDirectory().toPath());
            }
            packsReadable = true;
        }
    }

    /** Whether an object has a file of its own. */
    boolean isLoose(AnyObjectId id) {
        return stores.stream().anyMatch(store -> store.objects.fileFor(id).exists());
    }

    /** The length in bytes of the file of a loose object, which is compressed; 0 if the object is not loose. */
    public long looseBytes(AnyObjectId id) {
        for (Store store : stores) {
            long length = store.objects.fileFor(id).length();
            if (length > 0) {
                return length;
            }
        }
        return 0;
    }

    /** A new reader of all objects. The caller closes it. */
    public ObjectReader newReader() {
        if (stores.size() == 1) {
            return new DamageReader(stores.get(0).objects.newReader(), this);
        }
        List<ObjectReader> readers = new ArrayList<>();
        stores.forEach(store -> readers.add(store.objects.newReader()));
        return new DamageReader(new JoinedReader(readers), this);
    }

    @Override
    public void close() throws IOException {
        for (Store store : stores) {
            store.objects.close();
            if (store.usable != null) {
                store.usable.close();
            }
            store.folder.close();
        }
    }
}
