package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

import org.projectexporter.internal.wire.Records;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/** An entry before the plan is sealed, as its record in the plan, with the data that identifies hard links. */
final class Draft implements Comparable<Draft> {
    private final RawPath path;
    private final byte[] record;
    private final long device;
    private final long inode;
    private final int links;

    /**
     * A draft.
     *
     * @param links number of names of the file; 1 if it is not to be treated as a hard link
     */
    Draft(PlannedEntry entry, long device, long inode, int links) {
        this(entry.path(), EntryCodec.encode(entry), device, inode, links);
    }

    private Draft(RawPath path, byte[] record, long device, long inode, int links) {
        this.path = path;
        this.record = record;
        this.links = links;
        this.device = links > 1 ? device : 0;
        this.inode = links > 1 ? inode : 0;
    }

    static Draft of(PlannedEntry entry) {
        return new Draft(entry, 0, 0, 1);
    }

    RawPath path() {
        return path;
    }

    /** The entry as {@link EntryCodec} writes it; not to be changed. */
    byte[] record() {
        return record;
    }

    PlannedEntry entry() {
        return EntryCodec.decode(record);
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
        return path.compareTo(other.path);
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

    void write(DataOutput out) throws IOException {
        Records.write(record, out);
        out.writeInt(links);
        if (links > 1) {
            out.writeLong(device);
            out.writeLong(inode);
        }
    }

    static Draft read(DataInput in) throws IOException {
        byte[] record = Records.read(in);
        RawPath path = EntryCodec.path(record);
        int links = in.readInt();
        return links > 1
                ? new Draft(path, record, in.readLong(), in.readLong(), links)
                : new Draft(path, record, 0, 0, links);
    }
}
