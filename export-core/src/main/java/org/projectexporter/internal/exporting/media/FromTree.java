package org.projectexporter.internal.exporting.media;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

import org.projectexporter.internal.layout.ObjectFromTree;
import org.projectexporter.internal.wire.Origin;
import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/**
 * The Git LFS objects that an archive has only as files of its working tree, in the order of their paths; in a
 * temporary file, so that they need no memory.
 *
 * @param file the file
 * @param count number of objects
 * @param bytes their total size
 */
public record FromTree(Path file, long count, long bytes) {
    private static final int DIGEST_BYTES = 32;
    /** No objects. */
    public static final FromTree NONE = new FromTree(Path.of(""), 0, 0);

    /** Receives objects one by one. */
    @FunctionalInterface
    public interface Visitor {
        void visit(ObjectFromTree object) throws IOException;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** Passes all objects to {@code visitor}. */
    public void visit(Visitor visitor) throws IOException {
        if (isEmpty()) {
            return;
        }
        try (WireReader in = new WireReader(Files.newInputStream(file), Files.size(file), Origin.temporary(file))) {
            for (long i = 0; i < count; i++) {
                visitor.visit(in.readChecked(FromTree::read));
            }
        }
    }

    private static ObjectFromTree read(WireReader in) throws IOException {
        String oid = HexFormat.of().formatHex(in.readFixed(DIGEST_BYTES));
        return new ObjectFromTree(oid, in.readLong(), in.readInt(), in.readInstant(), in.readPath(), in.readPath());
    }

    static Writer write(Path file) throws IOException {
        return new Writer(file);
    }

    /** Writes the file. */
    static final class Writer implements Closeable {
        private final Path file;
        private final WireWriter out;
        private long count;
        private long bytes;

        private Writer(Path file) throws IOException {
            this.file = file;
            this.out = new WireWriter(Files.newOutputStream(file));
        }

        void add(ObjectFromTree object) throws IOException {
            out.writeFixed(HexFormat.of().parseHex(object.oid()));
            out.writeLong(object.size());
            out.writeInt(object.mode());
            out.writeInstant(object.mtime());
            out.writePath(object.path());
            out.writePath(object.object());
            count++;
            bytes += object.size();
        }

        /** The complete list. */
        FromTree finish() throws IOException {
            out.close();
            return new FromTree(file, count, bytes);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
