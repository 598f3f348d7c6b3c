package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.compress.DeflateEngine;

/**
 * Reads parts of planned content for an estimate, and decides about it as an export does. Used by one thread.
 */
public final class ContentSamples implements Closeable {
    private final ContentOpener opener;
    private final StorageChoice storage;
    private final ByteBuffer first = ByteBuffer.allocate(StorageChoice.PROBED_BYTES);

    /**
     * Samples of one project.
     *
     * @param deflate the engine that the format compresses with; Java's if it has another compression
     */
    public ContentSamples(ContentOpener opener, ExportOptions options, DeflateEngine deflate) {
        this.opener = opener;
        this.storage = new StorageChoice(options, deflate);
    }

    /** Whether an entry will be compressed, if that is known without reading it; else null. */
    public @Nullable Boolean compress(PlannedEntry entry) {
        return storage.compressWhateverTheContent(entry);
    }

    /** The class of an entry's content, if that is known without reading it; else null. */
    public @Nullable ContentClass contentClass(PlannedEntry entry) {
        return storage.classWhateverTheContent(entry);
    }

    /** Opens a file, and reads its beginning. The caller closes the result before it opens another. */
    public Opened open(PlannedEntry entry) throws IOException {
        ContentOpener.Stream in = opener.open(entry);
        try {
            in.read(first.clear());
            first.flip();
            return new Opened(in, storage.compress(entry, first), storage.classOf(entry, first));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        opener.close();
    }

    /** An open file. */
    public static final class Opened implements Closeable {
        private final ContentOpener.Stream in;
        private final boolean compress;
        private final ContentClass contentClass;

        private Opened(ContentOpener.Stream in, boolean compress, ContentClass contentClass) {
            this.in = in;
            this.compress = compress;
            this.contentClass = contentClass;
        }

        /** Whether an export would compress it. */
        public boolean compress() {
            return compress;
        }

        /** The class of its content. */
        public ContentClass contentClass() {
            return contentClass;
        }

        /** Fills {@code into} with the bytes from {@code position} on as far as there are any. */
        public void read(long position, ByteBuffer into) throws IOException {
            in.position(position);
            in.read(into);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
