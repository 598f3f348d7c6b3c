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
 * Reads objects from several stores as if they were one. JGit's own way of borrowing opens the other repository, and with it
 * its configuration.
 */
final class JoinedReader extends ObjectReader {
    private final List<ObjectReader> readers;

    /** Takes over readers, at least one, in the order in which they are asked. */
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
        throw new UnsupportedOperationException("nothing here asks for abbreviated ids");
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

    /** The first store that holds an object; the last one, which will say that it is missing, if none does. */
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
