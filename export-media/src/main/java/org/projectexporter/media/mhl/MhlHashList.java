package org.projectexporter.media.mhl;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.media.parse.XmlDocument;
import org.projectexporter.spi.files.HeapShare;

/**
 * A manifest of ASC MHL: what one generation recorded. Source: {@code HashListType} in {@code ASCMHL.xsd}.
 *
 * @param patterns what it ignores, in the syntax of gitignore
 * @param files in the order of the manifest
 */
record MhlHashList(List<String> patterns, List<FileHashes> files) {
    /** Without patterns and files. */
    static final MhlHashList EMPTY = new MhlHashList(List.of(), List.of());

    private static final int BYTES_OF_FILE = 250;
    private static final int MOST_PATTERNS = 10_000;

    /** A hash of a file. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Recorded(MhlHash kind, byte[] value) {}

    /**
     * The hashes of a file.
     *
     * @param path relative to the folder of the history
     * @param previousPath its path in earlier generations, if it was renamed
     */
    record FileHashes(String path, @Nullable String previousPath, List<Recorded> hashes) {}

    /**
     * Reads a manifest; does not close the stream.
     *
     * @param heap the memory for all manifests together
     */
    static MhlHashList read(InputStream in, HeapShare heap) throws IOException {
        Reader reader = new Reader(heap);
        boolean read = XmlDocument.read(in, root -> root.equals("hashlist") ? reader : null);
        if (!read) {
            throw new UnreadableDocumentException("it is not a manifest of ASC MHL");
        }
        return new MhlHashList(List.copyOf(reader.patterns), List.copyOf(reader.files));
    }

    /** About how many bytes of memory it takes. */
    long bytes() {
        return files.stream().mapToLong(file -> bytesOf(file.path)).sum();
    }

    private static long bytesOf(String path) {
        return BYTES_OF_FILE + 2L * path.length();
    }

    private static final class Reader implements XmlDocument.Handler {
        private final HeapShare heap;
        private final List<String> patterns = new ArrayList<>();
        private final List<FileHashes> files = new ArrayList<>();
        private List<Recorded> hashes = new ArrayList<>();
        private String path = "";
        private @Nullable String previousPath;
        private boolean inHash;
        private int metadata;

        Reader(HeapShare heap) {
            this.heap = heap;
        }

        @Override
        public void start(String name, Map<String, String> attributes) {
            if (metadata > 0 || name.equals("metadata")) {
                metadata++;
            } else if (name.equals("hash")) {
                inHash = true;
                hashes = new ArrayList<>();
                path = "";
                previousPath = null;
            }
        }

        @Override
        public void end(String name, String text) throws UnreadableDocumentException {
            if (metadata > 0) {
                metadata--;
            } else if (inHash) {
                endInHash(name, text);
            } else if (name.equals("pattern") && patterns.size() < MOST_PATTERNS) {
                patterns.add(text);
            }
        }

        private void endInHash(String name, String text) throws UnreadableDocumentException {
            switch (name) {
                case "path" -> path = text;
                case "previousPath" -> previousPath = text;
                case "hash" -> endHash();
                default -> {
                    MhlHash kind = MhlHash.named(name);
                    byte[] value = kind == null ? null : kind.parse(text.strip());
                    if (value != null) {
                        hashes.add(new Recorded(Objects.requireNonNull(kind), value));
                    }
                }
            }
        }

        private void endHash() throws UnreadableDocumentException {
            inHash = false;
            try {
                heap.take(bytesOf(path), "the files that the ASC MHL history lists");
            } catch (IOException e) {
                throw new UnreadableDocumentException(String.valueOf(e.getMessage()));
            }
            files.add(new FileHashes(path, previousPath, List.copyOf(hashes)));
        }
    }
}
