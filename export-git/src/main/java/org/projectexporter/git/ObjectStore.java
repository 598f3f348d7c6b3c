package org.projectexporter.git;

import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.util.FS;

import java.io.Closeable;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.projectexporter.SourceException;

/**
 * The objects of one repository, read by JGit without a {@code Repository}: that one would read configurations, and follow
 * their includes, before anybody could stop it.
 */
final class ObjectStore implements Closeable {
    private static final int TRIES = 5;

    private final ObjectDirectory objects;

    private ObjectStore(ObjectDirectory objects) {
        this.objects = objects;
    }

    /** Opens the objects below {@code gitFolder}. */
    static ObjectStore open(Path gitFolder) throws IOException {
        File folder = gitFolder.resolve("objects").toFile();
        if (!folder.isDirectory()) {
            throw new SourceException("the objects of " + gitFolder + " are missing or have a path that the locale "
                    + "cannot express" + GitErrors.NEXT_STEP);
        }
        QuietJGit.prepare(folder.toPath());
        QuietJGit.prepare(folder.toPath().resolve("pack"));
        return new ObjectStore(new ObjectDirectory(
                new Config(),
                folder,
                new File[0],
                FS.DETECTED,
                gitFolder.resolve("shallow").toFile()));
    }

    /** Something that reads objects. */
    interface Question<T> {
        T ask() throws IOException;
    }

    /** Asks again where a pack was gone that JGit was about to read, since Git had packed anew. */
    static <T> T asked(Question<T> question) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return question.ask();
            } catch (FileNotFoundException | NoSuchFileException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
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
    public void close() {
        objects.close();
    }
}
