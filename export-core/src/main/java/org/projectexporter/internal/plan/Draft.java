package org.projectexporter.internal.plan;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

import org.projectexporter.spi.PlannedEntry;

/**
 * An entry before the plan is sealed, with what tells hard links.
 *
 * @param links number of names of the file; 1 where it shall not be looked at as a hard link
 */
record Draft(PlannedEntry entry, long device, long inode, int links) implements Comparable<Draft> {
    static Draft of(PlannedEntry entry) {
        return new Draft(entry, 0, 0, 1);
    }

    @Override
    public int compareTo(Draft other) {
        return entry.path().compareTo(other.entry.path());
    }

    void write(DataOutput out) throws IOException {
        EntryCodec.write(entry, out);
        out.writeInt(links);
        if (links > 1) {
            out.writeLong(device);
            out.writeLong(inode);
        }
    }

    static Draft read(DataInput in) throws IOException {
        PlannedEntry entry = EntryCodec.read(in);
        int links = in.readInt();
        return links > 1 ? new Draft(entry, in.readLong(), in.readLong(), links) : new Draft(entry, 0, 0, links);
    }
}
