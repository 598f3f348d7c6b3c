package org.projectexporter.media;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Set;

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
        try (Reader in = new BufferedReader(new InputStreamReader(document.open(), StandardCharsets.UTF_8))) {
            String magic = readMagic(in);
            if (magic.equals(MAGIC)) {
                new Layer(in, found).read();
            } else if (document.name().toString().endsWith("a")) {
                throw new UnreadableDocumentException("it is not a layer of USD as text");
            }
        }
    }

    private static String readMagic(Reader in) throws IOException {
        char[] magic = new char[MAGIC.length()];
        int length = 0;
        for (int read = 0; read >= 0 && length < magic.length; length += Math.max(0, read)) {
            read = in.read(magic, length, magic.length - length);
        }
        return new String(magic, 0, length);
    }

    /** Finds the asset paths between strings and comments. */
    private static final class Layer {
        private final Reader in;
        private final FoundReferences found;
        private int next;

        Layer(Reader in, FoundReferences found) throws IOException {
            this.in = in;
            this.found = found;
            this.next = in.read();
        }

        private int take() throws IOException {
            int taken = next;
            next = taken == END ? END : in.read();
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

        private void asset() throws IOException {
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
                        add(path.toString());
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

        private void add(String written) throws IOException {
            String path = written.replace("\0", "");
            int arguments = path.indexOf(ARGUMENTS);
            String asset = arguments < 0 ? path : path.substring(0, arguments);
            int inPackage = asset.endsWith("]") ? asset.indexOf('[') : -1;
            String file = inPackage < 0 ? asset : asset.substring(0, inPackage);
            found.named(path).pathOrFrames(file, FramePattern.UDIM).add();
        }
    }
}
