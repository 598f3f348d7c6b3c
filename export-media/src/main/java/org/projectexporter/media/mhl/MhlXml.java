package org.projectexporter.media.mhl;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import org.projectexporter.spi.RawPath;

/** Writes XML: elements in lines of their own, indented by two spaces. */
final class MhlXml {
    private final OutputStream out;
    private int depth;

    MhlXml(OutputStream out) throws IOException {
        this.out = out;
        line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    }

    /** Whether a path can be the text of an element: it is UTF-8, of characters that XML 1.0 allows (section 2.2). */
    static boolean isText(RawPath path) {
        return path.isUtf8() && path.toString().codePoints().allMatch(MhlXml::isAllowed);
    }

    /** Whether XML 1.0 allows a character. */
    static boolean isAllowed(int c) {
        return c >= 0x20 ? c < 0xFFFE || c > 0xFFFF : c == '\t' || c == '\n' || c == '\r';
    }

    /** Begins an element that has others. */
    void start(String name, String... attributes) throws IOException {
        line("<" + name + attributes(attributes) + ">");
        depth++;
    }

    /** Ends it. */
    void end(String name) throws IOException {
        depth--;
        line("</" + name + ">");
    }

    /** Adds an element with a text; attributes are pairs of names and values. */
    void text(String name, String text, String... attributes) throws IOException {
        line("<" + name + attributes(attributes) + ">" + escaped(text) + "</" + name + ">");
    }

    private static String attributes(String... attributes) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < attributes.length; i += 2) {
            all.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
        return all.toString();
    }

    /** Line ends as references, since a reader of XML changes others (section 2.11). */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append("&#").append((int) c).append(';');
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private void line(String text) throws IOException {
        out.write(("  ".repeat(depth) + text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
