package org.projectexporter.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.projectexporter.media.parse.UnreadableDocumentException;

/**
 * A layer of Universal Scene Description as text: asset paths are between {@code @}, or between {@code @@@}, where
 * {@code \@@@} stands for these three characters (OpenUSD, {@code textFileFormat}: tokens {@code TOK_ASSETREF}). They
 * are relative to the layer ("Asset Resolution", ArDefaultResolver). In brackets follows the path within a package
 * ({@code a.usdz[b.png]}), after {@code :SDF_FORMAT_ARGS:} what is not part of the path. {@code <UDIM>} is the number
 * of a tile.
 */
final class UsdTextFormat implements DocumentFormat {
    private static final String MAGIC = "#usda ";
    private static final String ARGUMENTS = ":SDF_FORMAT_ARGS:";
    private static final int LONGEST_PATH = 1 << 16;
    private static final int END = -1;

    @Override
    public Set<String> suffixes() {
        return Set.of("usda", "usd");
    }

    @Override
    public void read(Document document, FoundReferences found) throws IOException {
        visit(document, asset -> found.named(asset.path)
                .pathOrFrames(asset.file(), FramePattern.UDIM)
                .add());
    }

    /** Without {@code ./} or {@code ../} a path could be found elsewhere first ("Asset Resolution"). */
    @Override
    public boolean relink(Document document, Relinking relinking) throws IOException {
        return visit(document, asset -> {
            String file = asset.file();
            String text = relinking.textFor(asset.path, file, ReferenceText.ANCHORED_PATH);
            if (text != null && text.chars().noneMatch(c -> c < ' ')) {
                String path = text + asset.path.substring(file.length());
                String quoted = path.indexOf('@') < 0 ? "@" + path + "@" : "@@@" + path.replace("@@@", "\\@@@") + "@@@";
                relinking.edits().replace(asset.start, asset.end, quoted);
                relinking.changes(asset.path);
            }
        });
    }

    /** Returns whether it is a layer as text. */
    private static boolean visit(Document document, Visitor visitor) throws IOException {
        try (InputStream in = document.open()) {
            byte[] magic = in.readNBytes(MAGIC.length());
            boolean text = new String(magic, StandardCharsets.UTF_8).equals(MAGIC);
            if (text) {
                new Layer(in, magic.length, visitor).read();
            } else if (document.name().toString().endsWith("a")) {
                throw new UnreadableDocumentException("it is not a layer of USD as text");
            }
            return text;
        }
    }

    /**
     * An asset path.
     *
     * @param start position of its first delimiter
     * @param end position after its last one
     */
    private record Asset(String path, long start, long end) {
        /** The path of the file, without that within a package, and without arguments. */
        String file() {
            int arguments = path.indexOf(ARGUMENTS);
            String asset = arguments < 0 ? path : path.substring(0, arguments);
            int inPackage = asset.endsWith("]") ? asset.indexOf('[') : -1;
            return inPackage < 0 ? asset : asset.substring(0, inPackage);
        }
    }

    private interface Visitor {
        void asset(Asset asset) throws IOException;
    }

    /** Finds the asset paths between strings and comments. All that structures a layer is ASCII. */
    private static final class Layer {
        private final InputStream in;
        private final Visitor visitor;
        /** The position of {@code next}. */
        private long position;

        private int next;

        Layer(InputStream in, long position, Visitor visitor) throws IOException {
            this.in = in;
            this.position = position;
            this.visitor = visitor;
            this.next = in.read();
        }

        private int take() throws IOException {
            int taken = next;
            if (taken != END) {
                next = in.read();
                position++;
            }
            return taken;
        }

        void read() throws IOException {
            while (next != END) {
                int c = take();
                if (c == '#' || (c == '/' && next == '/')) {
                    skipLine();
                } else if (c == '/' && next == '*') {
                    skipComment();
                } else if (c == '"' || c == '\'') {
                    skipString(c);
                } else if (c == '@') {
                    asset();
                }
            }
        }

        private void skipLine() throws IOException {
            while (next != END && next != '\n' && next != '\r') {
                take();
            }
        }

        private void skipComment() throws IOException {
            take();
            int last = 0;
            while (next != END && !(last == '*' && next == '/')) {
                last = take();
            }
            take();
        }

        /** A string in one quote of a kind ends with it or with the line, one in three ends with three. */
        private void skipString(int quote) throws IOException {
            int quotes = takeQuotes(quote, 2) + 1;
            if (quotes == 2) {
                return; // empty
            }
            while (next != END && !(quotes == 1 && next == '\n')) {
                int c = take();
                if (c == '\\') {
                    take();
                } else if (c == quote && takeQuotes(quote, quotes - 1) == quotes - 1) {
                    return;
                }
            }
        }

        /** Takes at most {@code most} of them. */
        private int takeQuotes(int quote, int most) throws IOException {
            int taken = 0;
            while (taken < most && next == quote) {
                take();
                taken++;
            }
            return taken;
        }

        /** Collects bytes, each as one character. */
        private void asset() throws IOException {
            long start = position - 1;
            int more = takeQuotes('@', 2);
            if (more == 1) {
                return; // @@ is an empty path
            }
            String end = "@".repeat(more + 1);
            StringBuilder path = new StringBuilder();
            while (next != END && path.length() < LONGEST_PATH && !(more == 0 && next == '\n')) {
                path.append((char) take());
                if (endsWith(path, end)) {
                    if (more == 0 || !endsWith(path, "\\" + end)) {
                        path.setLength(path.length() - end.length());
                        add(path.toString(), start);
                        return;
                    }
                    path.delete(path.length() - end.length() - 1, path.length() - end.length());
                    path.append('\0'); // not part of another end
                }
            }
        }

        private static boolean endsWith(StringBuilder text, String end) {
            int from = text.length() - end.length();
            return from >= 0 && text.indexOf(end, from) == from;
        }

        private void add(String bytes, long start) throws IOException {
            String written = bytes.replace("\0", "");
            String path = new String(written.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            visitor.asset(new Asset(path, start, position));
        }
    }
}
