package org.projectexporter.git.folder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Splits a text of any length into lines and passes each one, up to a maximum length, to a visitor. Close it at the end
 * of the text.
 */
public final class Lines extends OutputStream {
    /** Receives lines. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Receives one line.
         *
         * @param line its bytes decoded as ISO-8859-1, without the newline
         * @param whole whether this is the complete line
         */
        void visit(String line, boolean whole) throws IOException;
    }

    private final byte[] line;
    private final Visitor visitor;
    private long length;

    /** Passes on at most {@code maxBytes} of each line, as soon as it is known to be longer. */
    public Lines(int maxBytes, Visitor visitor) {
        this.line = new byte[maxBytes];
        this.visitor = visitor;
    }

    @Override
    public void write(int b) throws IOException {
        if (b == '\n') {
            end();
            return;
        }
        if (length < line.length) {
            line[(int) length] = (byte) b;
        } else if (length == line.length) {
            visitor.visit(text(), false);
        }
        length++;
    }

    private String text() {
        return new String(line, 0, (int) Math.min(length, line.length), StandardCharsets.ISO_8859_1);
    }

    /** The length so far of the line that has not ended yet. */
    public long lineBytes() {
        return length;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        for (int i = offset; i < offset + count; i++) {
            write(bytes[i]);
        }
    }

    private void end() throws IOException {
        if (length <= line.length) {
            visitor.visit(text(), true);
        }
        length = 0;
    }

    @Override
    public void close() throws IOException {
        if (length > 0) {
            end();
        }
    }
}
