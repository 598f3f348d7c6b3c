package org.projectexporter.zip;

import java.io.IOException;

import org.projectexporter.spi.ArchiveOutput;

/** A local header that was written before all of it was known. There is never a data descriptor: the JDK's stream reader refuses them on stored entries. */
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
        output.write(head.localHeader());
        return header;
    }

    /** One that stands at {@code position} already, and says {@code head}. */
    static LocalHeader at(ArchiveOutput output, long position, EntryHeaders head) {
        return new LocalHeader(output, position, head);
    }

    long position() {
        return position;
    }

    /** Where the content begins. */
    long end() {
        return position + head.localBytes();
    }

    /** What it says. */
    EntryHeaders head() {
        return head;
    }

    /** Writes it over where {@code truth} says something else. Also a CRC that was announced wrong comes right so. */
    EntryHeaders correct(EntryHeaders truth) throws IOException {
        if (!truth.equals(head)) {
            output.patch(position, truth.localHeader());
        }
        return truth;
    }
}
