package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text of an XML document as it is written there, in UTF-8: what it stands for, and how to write something else in its
 * place (XML 1.0, sections 2.2, 2.4, 2.11, 3.3.3, 4.1 and 4.6).
 */
final class XmlText {
    private static final int LONGEST_REFERENCE = 12;

    /** How text is written. */
    enum Kind {
        /** Between tags. */
        TEXT,
        /** Between quotes: line breaks and tabs are blanks, unless they are written as references. */
        ATTRIBUTE,
        /** In a CDATA section. */
        CDATA
    }

    /** Receives the bytes that a text stands for. */
    private interface Sink {
        /** {@code from} is the position of what stands for the byte. */
        void accept(int value, int from);
    }

    private XmlText() {}

    /** The bytes, in UTF-8, that a text stands for. References to entities that are not predefined stay as they are. */
    static byte[] decoded(byte[] raw, Kind kind) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
        decode(raw, kind, (value, from) -> out.write(value));
        return out.toByteArray();
    }

    /** Where in a text the byte at each of these ascending positions of its decoded form is written. */
    static int[] positions(byte[] raw, Kind kind, long[] decoded) {
        int[] positions = new int[decoded.length];
        int[] count = new int[2]; // bytes decoded, positions found
        decode(raw, kind, (value, from) -> {
            while (count[1] < decoded.length && decoded[count[1]] == count[0]) {
                positions[count[1]++] = from;
            }
            count[0]++;
        });
        while (count[1] < decoded.length) {
            positions[count[1]++] = raw.length;
        }
        return positions;
    }

    private static void decode(byte[] raw, Kind kind, Sink sink) {
        int i = 0;
        while (i < raw.length) {
            int from = i;
            int c = raw[i];
            if (c == '&' && kind != Kind.CDATA) {
                i = reference(raw, i, sink);
            } else if (c == '\r') {
                i += i + 1 < raw.length && raw[i + 1] == '\n' ? 2 : 1;
                sink.accept(kind == Kind.ATTRIBUTE ? ' ' : '\n', from);
            } else {
                boolean blank = kind == Kind.ATTRIBUTE && (c == '\n' || c == '\t');
                sink.accept(blank ? ' ' : c, from);
                i++;
            }
        }
    }

    /** Passes on what a reference stands for; returns the position after it. */
    private static int reference(byte[] raw, int from, Sink sink) {
        int end = from + 1;
        while (end < raw.length && end - from < LONGEST_REFERENCE && raw[end] != ';') {
            end++;
        }
        String name = new String(raw, from + 1, Math.max(0, end - from - 1), StandardCharsets.UTF_8);
        int character = end < raw.length && raw[end] == ';' ? character(name) : -1;
        if (character < 0) {
            sink.accept('&', from);
            return from + 1;
        }
        for (byte b : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            sink.accept(b, from);
        }
        return end + 1;
    }

    /** The character that a reference names; -1 if it is none. */
    private static int character(String name) {
        return switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> numbered(name);
        };
    }

    private static int numbered(String name) {
        boolean hexadecimal = name.startsWith("#x");
        if (!name.startsWith("#")) {
            return -1;
        }
        try {
            int character = Integer.parseInt(name.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
            return Character.isValidCodePoint(character) ? character : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** How to write a text; null if it has characters that XML cannot express, or not in this place. */
    static @Nullable String encoded(String text, Kind kind) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
            if (control || c == '\uFFFE' || c == '\uFFFF') {
                return null;
            }
            out.append(kind == Kind.CDATA ? String.valueOf(c) : escaped(c));
        }
        boolean possible = kind != Kind.CDATA || (out.indexOf("]]>") < 0 && out.indexOf("\r") < 0);
        return possible ? out.toString() : null;
    }

    private static String escaped(char c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&apos;";
            case '\t', '\n', '\r' -> "&#" + (int) c + ";";
            default -> String.valueOf(c);
        };
    }
}
