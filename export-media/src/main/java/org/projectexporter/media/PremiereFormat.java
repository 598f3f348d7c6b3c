package org.projectexporter.media;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.media.parse.XmlDocument;

/**
 * A project of Premiere Pro: XML, compressed with gzip (RFC 1952). Each {@code Media} has the path where it was last,
 * in {@code ActualMediaFilePath} or {@code FilePath}, and one relative to the project, {@code RelativePath}. Adobe has
 * published no specification; what is neither is not read.
 */
final class PremiereFormat implements DocumentFormat {
    private static final int GZIP_1 = 0x1f;
    private static final int GZIP_2 = 0x8b;
    private static final Set<String> PATHS = Set.of("ActualMediaFilePath", "FilePath", "RelativePath");

    @Override
    public Set<String> suffixes() {
        return Set.of("prproj");
    }

    @Override
    public void read(Document document, FoundReferences found) throws IOException {
        try (InputStream in = unpacked(document)) {
            boolean known = XmlDocument.read(in, root -> root.equals("PremiereData") ? new Handler(found) : null);
            if (!known) {
                throw new UnreadableDocumentException("it is XML of another kind");
            }
        }
    }

    private static InputStream unpacked(Document document) throws IOException {
        PushbackInputStream in = new PushbackInputStream(document.open(), 2);
        byte[] magic = in.readNBytes(2);
        in.unread(magic);
        boolean packed = magic.length == 2 && (magic[0] & 0xff) == GZIP_1 && (magic[1] & 0xff) == GZIP_2;
        return packed ? document.bounded(new BufferedInputStream(new GZIPInputStream(in))) : in;
    }

    private static final class Handler implements XmlDocument.Handler {
        private final FoundReferences found;
        private final Map<String, String> media = new HashMap<>();

        Handler(FoundReferences found) {
            this.found = found;
        }

        @Override
        public void start(String name, Map<String, String> attributes) {
            if (name.equals("Media")) {
                media.clear();
            }
        }

        @Override
        public void end(String name, String text) throws UnreadableDocumentException {
            if (PATHS.contains(name)) {
                media.put(name, text.strip());
            } else if (name.equals("Media")) {
                add();
                media.clear();
            }
        }

        /** Bars, titles and the like have a number or a name in place of a path. */
        private void add() throws UnreadableDocumentException {
            String path = media.getOrDefault("ActualMediaFilePath", media.getOrDefault("FilePath", ""));
            String relative = media.getOrDefault("RelativePath", "");
            String written = isPath(path) ? path : relative;
            if (!isPath(written)) {
                return;
            }
            FoundReferences.Named named = found.named(written);
            if (isPath(path)) {
                named.path(path);
            }
            if (isPath(relative)) {
                named.path(relative);
            }
            named.add();
        }

        private static boolean isPath(String text) {
            return text.indexOf('/') >= 0 || text.indexOf('\\') >= 0;
        }
    }
}
