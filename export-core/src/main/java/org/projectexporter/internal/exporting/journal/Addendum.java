package org.projectexporter.internal.exporting.journal;

import java.io.IOException;

import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/**
 * The addendum is sealed: what has taken the place of planned entries that were gone.
 *
 * @param vanished number of entries that were gone before it
 * @param objects number of Git objects in the archive before it
 * @param plan CRC-32C of the addendum's file; 0 if nothing was found, so that there is none
 * @param captures what was captured, for the plan and for it
 */
public record Addendum(long vanished, long objects, int plan, FileMark captures) {
    /** None yet. */
    public static final Addendum NONE = new Addendum(0, 0, 0, FileMark.EMPTY);

    static void write(WireWriter out, Addendum addendum) throws IOException {
        out.writeLong(addendum.vanished);
        out.writeLong(addendum.objects);
        out.writeInt(addendum.plan);
        FileMark.write(out, addendum.captures);
    }

    static Addendum read(WireReader in) throws IOException {
        return new Addendum(in.readLong(), in.readLong(), in.readInt(), FileMark.read(in));
    }
}
