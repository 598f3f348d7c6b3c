package org.projectexporter.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements of parts of a file. Everything between them stays as it is, byte for byte. */
final class TextEdits {
    /**
     * One replacement.
     *
     * @param start position of the first byte that is replaced
     * @param end position after the last one
     */
    record Edit(long start, long end, String text) {}

    private final List<Edit> edits = new ArrayList<>();

    /** Adds a replacement; it must not overlap with others. */
    void replace(long start, long end, String text) {
        edits.add(new Edit(start, end, text));
    }

    boolean isEmpty() {
        return edits.isEmpty();
    }

    /** All replacements, from the beginning of the file to its end. */
    List<Edit> sorted() {
        return edits.stream().sorted(Comparator.comparingLong(Edit::start)).toList();
    }

    /** Writes a copy of a file with the replacements made. */
    void copy(FileChannel from, FileChannel to) throws IOException {
        long at = 0;
        for (Edit edit : sorted()) {
            copy(from, at, edit.start, to);
            ByteBuffer text = ByteBuffer.wrap(edit.text.getBytes(StandardCharsets.UTF_8));
            while (text.hasRemaining()) {
                to.write(text);
            }
            at = edit.end;
        }
        copy(from, at, from.size(), to);
    }

    private static void copy(FileChannel from, long start, long end, FileChannel to) throws IOException {
        for (long at = start; at < end; ) {
            long copied = from.transferTo(at, end - at, to);
            if (copied <= 0) {
                throw new IOException("the document became shorter while it was copied");
            }
            at += copied;
        }
    }
}
