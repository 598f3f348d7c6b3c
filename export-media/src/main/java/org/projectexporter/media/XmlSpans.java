package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.media.parse.UnreadableDocumentException;
import org.projectexporter.media.parse.XmlDocument;

/**
 * Finds where in an XML document, in UTF-8, the values of attributes and the texts of elements are. The document must
 * have been read by {@link XmlDocument}, which refuses what is not well-formed: parsers of Java do not say at which
 * byte they are.
 */
final class XmlSpans {
    private static final int LONGEST = 16 << 20;
    private static final int END = -1;
    private static final int DECLARATION_BYTES = 200;
    private static final Pattern ENCODING = Pattern.compile("encoding\\s*=\\s*[\"']([^\"']*)[\"']");

    /** A value in a document. */
    static final class Value {
        private final XmlText.Kind kind;
        private final long start;
        private final byte[] raw;
        private final long before;

        private Value(XmlText.Kind kind, long start, byte[] raw, long before) {
            this.kind = kind;
            this.start = start;
            this.raw = raw;
            this.before = before;
        }

        /** How it is written. */
        XmlText.Kind kind() {
            return kind;
        }

        /** Position of its first byte. */
        long start() {
            return start;
        }

        /** Position after its last byte. */
        long end() {
            return start + raw.length;
        }

        /** Of an attribute: the position after whatever is before it; else that of the first byte. */
        long before() {
            return before;
        }

        /** Its bytes, which the caller does not change. */
        byte[] raw() {
            return raw;
        }

        /** What it stands for. */
        String text() {
            return new String(XmlText.decoded(raw, kind), StandardCharsets.UTF_8);
        }
    }

    /** Receives the elements. */
    interface Visitor {
        /** An element begins; names are without their prefixes. */
        void start(String element, Map<String, Value> attributes) throws IOException;

        /**
         * An element ends.
         *
         * @param text its text after the last element in it; null if there is none, or it is in several parts, or too
         *     long
         */
        void end(String element, @Nullable Value text) throws IOException;
    }

    private final InputStream in;
    private final Visitor visitor;
    /** The position after {@code next}. */
    private long position;

    private int next;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private long textStart;
    private XmlText.@Nullable Kind textKind;
    /** Whether the text has several parts, or is too long. */
    private boolean mixed;

    private XmlSpans(InputStream in, Visitor visitor) {
        this.in = in;
        this.visitor = visitor;
    }

    /**
     * Reads a document to its end.
     *
     * @throws UnreadableDocumentException if it is in another encoding
     */
    static void read(InputStream in, Visitor visitor) throws IOException {
        new XmlSpans(in, visitor).read();
    }

    private void read() throws IOException {
        next = in.read();
        position = 1;
        if (next == 0xFE || next == 0xFF || next == 0) {
            throw notUtf8();
        }
        while (next != END) {
            if (next == '<') {
                take();
                markup();
            } else {
                addText(XmlText.Kind.TEXT);
            }
        }
    }

    private static UnreadableDocumentException notUtf8() {
        return new UnreadableDocumentException("its text is not in UTF-8");
    }

    /** The position of {@code next}. */
    private long here() {
        return position - 1;
    }

    private int take() throws IOException {
        int taken = next;
        if (taken == END) {
            throw new UnreadableDocumentException("it ends early");
        }
        next = in.read();
        position++;
        return taken;
    }

    private void addText(XmlText.Kind kind) throws IOException {
        if (textKind == null) {
            textKind = kind;
            textStart = here();
        }
        mixed |= textKind != kind || text.size() >= LONGEST;
        int taken = take();
        if (!mixed) {
            text.write(taken);
        }
    }

    private void resetText() {
        text.reset();
        textKind = null;
        mixed = false;
    }

    private void markup() throws IOException {
        switch (next) {
            case '!' -> declaration();
            case '?' -> instruction();
            case '/' -> {
                take();
                String name = name();
                skipTo('>');
                end(name);
            }
            default -> element();
        }
    }

    private void end(String name) throws IOException {
        XmlText.Kind kind = textKind;
        visitor.end(name, kind == null || mixed ? null : new Value(kind, textStart, text.toByteArray(), textStart));
        resetText();
    }

    private void instruction() throws IOException {
        boolean first = here() < 5; // "<?" at the beginning, or after the byte order mark
        StringBuilder start = new StringBuilder();
        int last = 0;
        while (!(last == '?' && next == '>')) {
            last = take();
            if (start.length() < DECLARATION_BYTES) {
                start.append((char) last);
            }
        }
        take();
        mixed |= textKind != null;
        Matcher encoding = ENCODING.matcher(start);
        if (first && start.indexOf("?xml") == 0 && encoding.find()) {
            String name = encoding.group(1).toUpperCase(Locale.ROOT);
            if (!name.equals("UTF-8") && !name.equals("UTF8") && !name.equals("US-ASCII")) {
                throw notUtf8();
            }
        }
    }

    private void declaration() throws IOException {
        take();
        if (next == '-') {
            skipComment();
            mixed |= textKind != null;
        } else if (next == '[') {
            section();
        } else {
            skipDocumentType();
        }
    }

    private void skipComment() throws IOException {
        take();
        take();
        for (int dashes = 0; !(dashes >= 2 && next == '>'); ) {
            dashes = take() == '-' ? dashes + 1 : 0;
        }
        take();
    }

    /** A CDATA section, without what encloses it. */
    private void section() throws IOException {
        skipTo('[');
        skipTo('[');
        mixed |= textKind != null;
        textKind = textKind == null ? XmlText.Kind.CDATA : textKind;
        textStart = here();
        int brackets = 0;
        while (!(brackets >= 2 && next == '>')) {
            brackets = next == ']' ? brackets + 1 : 0;
            addText(XmlText.Kind.CDATA);
        }
        take();
        byte[] all = text.toByteArray();
        text.reset();
        text.write(all, 0, Math.max(0, all.length - 2));
    }

    /** Up to its end, whatever is in it. */
    private void skipDocumentType() throws IOException {
        int depth = 1;
        while (depth > 0) {
            int c = take();
            if (c == '"' || c == '\'') {
                skipTo(c);
            } else if (c == '<' && next == '!') {
                take();
                if (next == '-') {
                    skipComment();
                } else {
                    depth++;
                }
            } else if (c == '<') {
                depth++;
            } else if (c == '>') {
                depth--;
            }
        }
    }

    private void skipTo(int wanted) throws IOException {
        while (take() != wanted) {
            // not yet
        }
    }

    private void element() throws IOException {
        String name = name();
        Map<String, Value> attributes = new HashMap<>();
        long before = here();
        skipBlanks();
        while (next != '>' && next != '/') {
            String attribute = name();
            skipTo('=');
            skipBlanks();
            attributes.put(attribute, value(before));
            before = here();
            skipBlanks();
        }
        boolean empty = take() == '/';
        resetText();
        visitor.start(name, attributes);
        if (empty) {
            skipTo('>');
            end(name);
        }
    }

    private Value value(long before) throws IOException {
        int quote = take();
        long start = here();
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        while (next != quote) {
            raw.write(take());
            if (raw.size() > LONGEST) {
                throw new UnreadableDocumentException("one of its parts has more than " + LONGEST + " bytes");
            }
        }
        take();
        return new Value(XmlText.Kind.ATTRIBUTE, start, raw.toByteArray(), before);
    }

    private void skipBlanks() throws IOException {
        while (next == ' ' || next == '\t' || next == '\n' || next == '\r') {
            take();
        }
    }

    /** A name without its prefix (Namespaces in XML 1.0, section 4). */
    private String name() throws IOException {
        StringBuilder name = new StringBuilder();
        while (next != END && next > ' ' && next != '=' && next != '>' && next != '/') {
            name.append((char) take());
        }
        return name.substring(name.lastIndexOf(":") + 1);
    }
}
