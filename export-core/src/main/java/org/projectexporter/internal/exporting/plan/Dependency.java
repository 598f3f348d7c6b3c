package org.projectexporter.internal.exporting.plan;

import java.io.IOException;

import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;
import org.projectexporter.spi.RawPath;

/**
 * That an entry refers to something outside the project which travels too.
 *
 * @param from the entry that refers, as a symbolic link
 * @param target what it refers to, as in the archive
 */
public record Dependency(RawPath from, RawPath target) {
    static void write(WireWriter out, Dependency dependency) throws IOException {
        out.writePath(dependency.from);
        out.writePath(dependency.target);
    }

    static Dependency read(WireReader in) throws IOException {
        return new Dependency(in.readPath(), in.readPath());
    }
}
