package org.projectexporter.git.objects;

import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

import java.io.IOException;

/**
 * Reads objects of a repository that may be a partial clone, from which blobs and trees may be absent because a remote
 * has promised them (Git's technical documentation, "partial-clone"). An absent tree reads as an empty one, and is
 * remembered.
 */
public final class PromisedReader extends ObjectReader.Filter {
    private final ObjectReader objects;
    private final boolean partial;
    private final boolean damaged;
    private boolean missed;

    /** Wraps {@code objects}, and closes it when this reader is closed. */
    public PromisedReader(ObjectReader objects, boolean partial) {
        this(objects, partial, false);
    }

    private PromisedReader(ObjectReader objects, boolean partial, boolean damaged) {
        this.objects = objects;
        this.partial = partial;
        this.damaged = damaged;
    }

    /** For a repository that is read as far as possible: what is damaged reads like what is absent. */
    public static PromisedReader ofBroken(ObjectReader objects) {
        return new PromisedReader(objects, true, true);
    }

    @Override
    protected ObjectReader delegate() {
        return objects;
    }

    @Override
    public ObjectLoader open(AnyObjectId id, int type) throws IOException {
        try {
            return objects.open(id, type);
        } catch (MissingObjectException | CorruptObjectException e) {
            boolean absent = e instanceof MissingObjectException || damaged;
            if (!partial || !absent || type != Constants.OBJ_TREE) {
                throw e;
            }
            missed = true;
            return new ObjectLoader.SmallObject(Constants.OBJ_TREE, new byte[0]);
        }
    }

    /** Whether an object was promised and is absent; always false unless the repository is a partial clone. */
    public boolean lacks(AnyObjectId id) throws IOException {
        boolean lacks = partial && !objects.has(id);
        missed |= lacks;
        return lacks;
    }

    /** Whether any object was found to be absent. */
    public boolean missed() {
        return missed;
    }
}
