package org.projectexporter.internal.exporting.plan;

import java.io.IOException;

import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;
import org.projectexporter.spi.RawPath;

/**
 * A reference from an entry to something outside the project that is exported too.
 *
 * @param from the entry that refers, such as a symbolic link
 * @param target the path in the archive of what it refers to
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
