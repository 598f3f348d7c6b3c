package org.projectexporter.internal.exporting.journal;

import java.io.IOException;

import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/**
 * The plan is sealed: the files that it consists of.
 *
 * @param plan CRC-32C of the plan's file
 * @param objects CRC-32C of the file of Git LFS objects with a plan of their own; 0 if there is no such file
 * @param captures what was captured for the plan
 * @param facts what planning found in addition to the entries
 * @param request the request
 */
public record Planned(int plan, int objects, FileMark captures, FileMark facts, FileMark request) {
    static void write(WireWriter out, Planned planned) throws IOException {
        out.writeInt(planned.plan);
        out.writeInt(planned.objects);
        FileMark.write(out, planned.captures);
        FileMark.write(out, planned.facts);
        FileMark.write(out, planned.request);
    }

    static Planned read(WireReader in) throws IOException {
        return new Planned(in.readInt(), in.readInt(), FileMark.read(in), FileMark.read(in), FileMark.read(in));
    }
}
