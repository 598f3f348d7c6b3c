package org.projectexporter.zip;

import java.io.IOException;

import org.projectexporter.spi.ArchiveOutput;

/**
 * A local header that was written before all its values were known, and is corrected later. Data descriptors are never
 * used: the JDK's stream reader refuses them on stored entries.
 */
final class LocalHeader {
    private final ArchiveOutput output;
    private final long position;
    private final EntryHeaders head;

    private LocalHeader(ArchiveOutput output, long position, EntryHeaders head) {
        this.output = output;
        this.position = position;
        this.head = head;
    }

    static LocalHeader write(ArchiveOutput output, EntryHeaders head) throws IOException {
        LocalHeader header = new LocalHeader(output, output.position(), head);
        output.write(head.localHeader(header.position));
        return header;
    }

    /** A header that has already been written at {@code position} with the values of {@code head}. */
    static LocalHeader at(ArchiveOutput output, long position, EntryHeaders head) {
        return new LocalHeader(output, position, head);
    }

    long position() {
        return position;
    }

    /** The position where the content begins. */
    long end() {
        return position + head.localBytes() + head.paddingBytes(position);
    }

    /** The values that were written. */
    EntryHeaders head() {
        return head;
    }

    /** Overwrites the header if {@code truth} differs. This also corrects a wrong CRC that was given beforehand. */
    EntryHeaders correct(EntryHeaders truth) throws IOException {
        if (!truth.equals(head)) {
            output.patch(position, truth.localHeader(position));
        }
        return truth;
    }
}
