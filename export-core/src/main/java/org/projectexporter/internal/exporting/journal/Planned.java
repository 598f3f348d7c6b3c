package org.projectexporter.internal.exporting.journal;

import java.io.IOException;

import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/**
 * The plan is sealed: what the files are that it consists of.
 *
 * @param plan CRC-32C of the plan's file
 * @param captures what was captured for it
 * @param facts what planning has found besides the entries
 * @param request what was asked for
 */
public record Planned(int plan, FileMark captures, FileMark facts, FileMark request) {
    static void write(WireWriter out, Planned planned) throws IOException {
        out.writeInt(planned.plan);
        FileMark.write(out, planned.captures);
        FileMark.write(out, planned.facts);
        FileMark.write(out, planned.request);
    }

    static Planned read(WireReader in) throws IOException {
        return new Planned(in.readInt(), FileMark.read(in), FileMark.read(in), FileMark.read(in));
    }
}
