package org.projectexporter.git.objects;

import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

/**
 * Reads objects, and tells damaged ones from errors of the file system: JGit reports an object that ends early, or that
 * is not zlib data, by general exceptions that do not name it.
 */
final class DamageReader extends ObjectReader.Filter {
    private final ObjectReader objects;
    private final ObjectStore store;

    /** Wraps {@code objects}, and closes it when this reader is closed. */
    DamageReader(ObjectReader objects, ObjectStore store) {
        this.objects = objects;
        this.store = store;
    }

    /** Reads something of an object. */
    private interface Reading<T> {
        T run() throws IOException;
    }

    @Override
    protected ObjectReader delegate() {
        return objects;
    }

    @Override
    public ObjectReader newReader() {
        return new DamageReader(objects.newReader(), store);
    }

    @Override
    public boolean has(AnyObjectId id) throws IOException {
        return checked(id, () -> objects.has(id));
    }

    @Override
    public boolean has(AnyObjectId id, int type) throws IOException {
        return checked(id, () -> objects.has(id, type));
    }

    @Override
    public ObjectLoader open(AnyObjectId id) throws IOException {
        return checked(id, () -> objects.open(id));
    }

    @Override
    public ObjectLoader open(AnyObjectId id, int type) throws IOException {
        return checked(id, () -> objects.open(id, type));
    }

    @Override
    public long getObjectSize(AnyObjectId id, int type) throws IOException {
        return checked(id, () -> objects.getObjectSize(id, type));
    }

    private <T> T checked(AnyObjectId id, Reading<T> reading) throws IOException {
        try {
            return reading.run();
        } catch (MissingObjectException e) {
            store.requireReadablePacks();
            throw e;
        } catch (IncorrectObjectTypeException e) {
            throw e;
        } catch (IOException e) {
            if (!isDamage(e)) {
                throw e;
            }
            CorruptObjectException damaged =
                    new CorruptObjectException("the object " + id.name() + " is damaged" + file(id) + detail(e));
            damaged.initCause(e);
            throw damaged;
        }
    }

    /** The file of the object, if it has one of its own. */
    private String file(AnyObjectId id) {
        String name = id.name();
        return store.isLoose(id) ? " in its file objects/" + name.substring(0, 2) + "/" + name.substring(2) : "";
    }

    /** JGit's words, unless they only repeat that it is damaged. */
    private static String detail(IOException e) {
        return e instanceof CorruptObjectException ? "" : " (" + e.getMessage() + ")";
    }

    /** Whether the bytes of the object are wrong, in contrast to those that could not be read. */
    private static boolean isDamage(IOException e) {
        return e instanceof EOFException
                || e instanceof ZipException
                || e.getClass().getPackageName().equals(CorruptObjectException.class.getPackageName());
    }
}
