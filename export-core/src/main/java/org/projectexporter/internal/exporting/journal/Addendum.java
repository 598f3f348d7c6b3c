package org.projectexporter.internal.exporting.journal;

import java.io.IOException;

import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/**
 * The addendum is sealed: what replaces planned entries that vanished.
 *
 * @param vanished number of entries that vanished before it
 * @param plan CRC-32C of the addendum's file; 0 if nothing was found, so that there is no file
 * @param captures what was captured for the plan and for the addendum
 */
public record Addendum(long vanished, int plan, FileMark captures) {
    /** No addendum yet. */
    public static final Addendum NONE = new Addendum(0, 0, FileMark.EMPTY);

    static void write(WireWriter out, Addendum addendum) throws IOException {
        out.writeLong(addendum.vanished);
        out.writeInt(addendum.plan);
        FileMark.write(out, addendum.captures);
    }

    static Addendum read(WireReader in) throws IOException {
        return new Addendum(in.readLong(), in.readInt(), FileMark.read(in));
    }
}
