package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * What a folder contains: a name, and its attributes.
 *
 * @param known its attributes; null if they could not be read, or must not be before it is decided whether the child is
 *     exported
 * @param failure why they could not be read
 */
record FoundChild(Path file, RawPath name, @Nullable FileStat known, @Nullable IOException failure) {
    /** Reads the attributes of {@code file}, unless something is mounted there: that may never answer. */
    static FoundChild of(Path file, MountPoints mounts) {
        RawPath name = NativeNames.nameOf(file);
        if (mounts.contain(file)) {
            return new FoundChild(file, name, null, null);
        }
        try {
            return new FoundChild(file, name, FileStat.read(file), null);
        } catch (IOException e) {
            return new FoundChild(file, name, null, e);
        }
    }

    /** Whether its attributes were not read, since something is mounted there. */
    boolean isUnknown() {
        return known == null && failure == null;
    }

    /** Its attributes. */
    FileStat stat() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return known != null ? known : FileStat.read(file);
    }
}
