package org.projectexporter.git;

import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.util.FS;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.SourceException;

/**
 * The objects of one repository, read by JGit without a {@code Repository}: that one would read configurations, and follow
 * their includes, before anybody could stop it.
 */
final class ObjectStore implements Closeable {
    private final NameableFolder folder;
    private final ObjectDirectory objects;

    private ObjectStore(NameableFolder folder, ObjectDirectory objects) {
        this.folder = folder;
        this.objects = objects;
    }

    /** Opens the objects below {@code gitFolder}. */
    static ObjectStore open(Path gitFolder) throws IOException {
        NameableFolder folder = NameableFolder.of(gitFolder);
        if (folder == null) {
            throw new SourceException(
                    "the path of " + gitFolder + " cannot be expressed in this locale; start Java with"
                            + " LC_ALL=C.UTF-8, or rename the folder if its name is not UTF-8");
        }
        try {
            return open(folder, gitFolder);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static ObjectStore open(NameableFolder folder, Path gitFolder) throws IOException {
        File objects = new File(folder.file(), "objects");
        if (!objects.isDirectory()) {
            throw new SourceException("the objects of " + gitFolder + " are missing" + GitErrors.NEXT_STEP);
        }
        QuietJGit.prepare(objects.toPath());
        QuietJGit.prepare(objects.toPath().resolve("pack"));
        File shallow = new File(folder.file(), "shallow");
        return new ObjectStore(folder, new ObjectDirectory(new Config(), objects, new File[0], FS.DETECTED, shallow));
    }

    boolean has(AnyObjectId id) {
        return objects.has(id);
    }

    /** The length of the file that holds an object, compressed, if it is a loose one; else 0. */
    long looseBytes(AnyObjectId id) {
        return objects.fileFor(id).length();
    }

    /** The caller closes it. */
    ObjectReader newReader() {
        return objects.newReader();
    }

    @Override
    public void close() throws IOException {
        objects.close();
        folder.close();
    }
}
