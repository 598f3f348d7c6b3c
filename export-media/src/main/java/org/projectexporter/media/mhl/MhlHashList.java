package org.projectexporter.media.mhl;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.media.parse.XmlDocument;
import org.projectexporter.spi.files.HeapShare;

/**
 * A manifest of ASC MHL: what one generation recorded. Source: {@code HashListType} in {@code ASCMHL.xsd}.
 *
 * @param patterns what it ignores, in the syntax of gitignore
 * @param isOurs whether this program wrote it
 * @param kind the first hash of the whole folder; null if it has none of a kind that is known
 * @param files in the order of the manifest
 * @param folders in the order of the manifest, with the hashes of their content
 */
record MhlHashList(
        List<String> patterns,
        boolean isOurs,
        @Nullable MhlHash kind,
        List<FileHashes> files,
        List<FileHashes> folders) {
    /** Without patterns and files. */
    static final MhlHashList EMPTY = new MhlHashList(List.of(), false, null, List.of(), List.of());

    /** What manifests of this program have as their tool. */
    static final String TOOL = "Project Exporter";

    private static final int BYTES_OF_FILE = 250;
    private static final int MOST_PATTERNS = 10_000;

    /** A hash of a file or folder; {@code failed} if it differed from what was recorded before. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Recorded(MhlHash kind, byte[] value, boolean failed) {}

    /**
     * The hashes of a file or folder.
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
        return new MhlHashList(
                List.copyOf(reader.patterns),
                reader.isOurs,
                reader.kind,
                List.copyOf(reader.files),
                List.copyOf(reader.folders));
    }

    /** About how many bytes of memory it takes. */
    long bytes() {
        return Stream.concat(files.stream(), folders.stream())
                .mapToLong(each -> bytesOf(each.path))
                .sum();
    }

    private static long bytesOf(String path) {
        return BYTES_OF_FILE + 2L * path.length();
    }

    private static final class Reader implements XmlDocument.Handler {
        private final HeapShare heap;
        private final List<String> patterns = new ArrayList<>();
        private final List<FileHashes> files = new ArrayList<>();
        private final List<FileHashes> folders = new ArrayList<>();
        private boolean isOurs;
        private @Nullable MhlHash kind;
        private List<Recorded> hashes = new ArrayList<>();
        private String path = "";
        private @Nullable String previousPath;
        /** The element that hashes are in: one of a file, of a folder, of the whole folder; or none of these. */
        private String within = "";

        private boolean inStructure;
        private boolean failed;
        private int metadata;

        Reader(HeapShare heap) {
            this.heap = heap;
        }

        @Override
        public void start(String name, Map<String, String> attributes) {
            failed = "failed".equals(attributes.get("action"));
            if (metadata > 0 || name.equals("metadata")) {
                metadata++;
            } else if (name.equals("hash") || name.equals("directoryhash") || name.equals("roothash")) {
                within = name;
                hashes = new ArrayList<>();
                path = "";
                previousPath = null;
            } else if (name.equals("structure")) {
                inStructure = true;
            }
        }

        @Override
        public void end(String name, String text) throws UnreadableDocumentException {
            if (metadata > 0) {
                metadata--;
            } else if (!within.isEmpty()) {
                endWithin(name, text);
            } else if (name.equals("pattern") && patterns.size() < MOST_PATTERNS) {
                patterns.add(text);
            } else if (name.equals("tool")) {
                isOurs = text.equals(TOOL);
            }
        }

        private void endWithin(String name, String text) throws UnreadableDocumentException {
            switch (name) {
                case "path" -> path = text;
                case "previousPath" -> previousPath = text;
                case "content" -> {}
                case "structure" -> inStructure = false;
                case "hash" -> endHashes(files);
                case "directoryhash" -> endHashes(folders);
                case "roothash" -> {
                    within = "";
                    kind = hashes.isEmpty() ? null : hashes.get(0).kind();
                }
                default -> endHash(name, text);
            }
        }

        private void endHash(String name, String text) {
            MhlHash of = MhlHash.named(name);
            byte[] value = of == null || inStructure ? null : of.parse(text.strip());
            if (value != null) {
                hashes.add(new Recorded(Objects.requireNonNull(of), value, failed));
            }
        }

        private void endHashes(List<FileHashes> all) throws UnreadableDocumentException {
            within = "";
            try {
                heap.take(bytesOf(path), "the files that the ASC MHL history lists");
            } catch (IOException e) {
                throw new UnreadableDocumentException(String.valueOf(e.getMessage()));
            }
            all.add(new FileHashes(path, previousPath, List.copyOf(hashes)));
        }
    }
}
