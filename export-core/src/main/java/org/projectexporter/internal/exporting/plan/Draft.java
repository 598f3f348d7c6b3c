package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;

import org.projectexporter.internal.wire.Origin;
import org.projectexporter.internal.wire.PlannedEntryWire;
import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/** An entry before the plan is sealed, as its record in the plan, with the data that identifies hard links. */
final class Draft implements Comparable<Draft> {
    private static final Origin RECORD = new Origin("a record of the plan", "start the export over");

    private final PlannedEntryWire.Head head;
    private final byte[] record;
    private final long device;
    private final long inode;
    private final int links;

    /**
     * A draft.
     *
     * @param links number of names of the file; 1 if it is not to be treated as a hard link
     */
    Draft(PlannedEntry entry, long device, long inode, int links) throws IOException {
        this(PlannedEntryWire.Head.of(entry), PlannedEntryWire.encode(entry), device, inode, links);
    }

    private Draft(PlannedEntryWire.Head head, byte[] record, long device, long inode, int links) {
        this.head = head;
        this.record = record;
        this.links = links;
        this.device = links > 1 ? device : 0;
        this.inode = links > 1 ? inode : 0;
    }

    static Draft of(PlannedEntry entry) throws IOException {
        return new Draft(entry, 0, 0, 1);
    }

    RawPath path() {
        return head.path();
    }

    EntryType type() {
        return head.type();
    }

    long size() {
        return head.size();
    }

    /** The permissions of a folder; 0 for anything else, of which there are many. */
    int folderMode() throws IOException {
        return type() == EntryType.DIRECTORY ? entry().mode() : 0;
    }

    /** The entry as {@link PlannedEntryWire} writes it; not to be changed. */
    byte[] record() {
        return record;
    }

    PlannedEntry entry() throws IOException {
        return PlannedEntryWire.read(new WireReader(record, RECORD));
    }

    PlannedEntryWire.Details details() throws IOException {
        return PlannedEntryWire.Details.read(new WireReader(record, RECORD));
    }

    /** Whether the file has further names. */
    boolean isLinked() {
        return links > 1;
    }

    long device() {
        return device;
    }

    long inode() {
        return inode;
    }

    int links() {
        return links;
    }

    @Override
    public int compareTo(Draft other) {
        return path().compareTo(other.path());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Draft that
                && Arrays.equals(record, that.record)
                && links == that.links
                && device == that.device
                && inode == that.inode;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(record);
    }

    static void write(WireWriter out, Draft draft) throws IOException {
        out.writeBytes(draft.record);
        out.writeInt(draft.links);
        if (draft.links > 1) {
            out.writeLong(draft.device);
            out.writeLong(draft.inode);
        }
    }

    static Draft read(WireReader in) throws IOException {
        byte[] record = in.readBytes();
        PlannedEntryWire.Head head = PlannedEntryWire.Head.read(new WireReader(record, RECORD));
        int links = in.readInt();
        return links > 1
                ? new Draft(head, record, in.readLong(), in.readLong(), links)
                : new Draft(head, record, 0, 0, links);
    }
}
