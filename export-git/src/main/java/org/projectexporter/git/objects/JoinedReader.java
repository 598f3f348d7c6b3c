package org.projectexporter.git.objects;

import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Reads objects from several stores as if they were one. JGit's own implementation of alternates opens the other
 * repository, and with it its configuration.
 */
final class JoinedReader extends ObjectReader {
    private final List<ObjectReader> readers;

    /** Takes ownership of at least one reader; they are asked in order. */
    JoinedReader(List<ObjectReader> readers) {
        this.readers = List.copyOf(readers);
    }

    @Override
    public ObjectReader newReader() {
        List<ObjectReader> fresh = new ArrayList<>();
        readers.forEach(reader -> fresh.add(reader.newReader()));
        return new JoinedReader(fresh);
    }

    @Override
    public Collection<ObjectId> resolve(AbbreviatedObjectId id) {
        throw new UnsupportedOperationException("abbreviated ids are not supported");
    }

    @Override
    public boolean has(AnyObjectId id, int type) throws IOException {
        for (ObjectReader reader : readers) {
            if (reader.has(id, type)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public ObjectLoader open(AnyObjectId id, int type) throws IOException {
        return holder(id).open(id, type);
    }

    @Override
    public long getObjectSize(AnyObjectId id, int type) throws IOException {
        return holder(id).getObjectSize(id, type);
    }

    /**
     * The reader of the first store that contains an object; if none does, the last one, which will report it as
     * missing.
     */
    private ObjectReader holder(AnyObjectId id) throws IOException {
        for (ObjectReader reader : readers) {
            if (reader.has(id)) {
                return reader;
            }
        }
        return readers.get(readers.size() - 1);
    }

    @Override
    public Set<ObjectId> getShallowCommits() throws IOException {
        return readers.get(0).getShallowCommits();
    }

    @Override
    public void close() {
        readers.forEach(ObjectReader::close);
    }
}
