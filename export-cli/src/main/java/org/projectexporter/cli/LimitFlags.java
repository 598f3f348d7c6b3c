package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import org.projectexporter.ImportLimits;

/** The limits on what an import, or a deep verification, may unpack. */
final class LimitFlags {
    @Option(names = "--max-entries", paramLabel = "N", description = "maximum number of entries (default: 2000000)")
    @Nullable
    Long entries;

    @Option(
            names = "--max-bytes",
            paramLabel = "N",
            description = "maximum bytes of content (default: 16 TiB, and the free space at the target)")
    @Nullable
    Long bytes;

    @Option(
            names = "--max-ratio",
            paramLabel = "N",
            description = "maximum bytes of content per byte of archive, beyond 64 MiB (default: 200)")
    @Nullable
    Integer ratio;

    @Option(
            names = "--max-path-bytes",
            paramLabel = "N",
            description = "maximum length of a path or link target in bytes (default: 4095)")
    @Nullable
    Integer pathBytes;

    @Option(
            names = "--max-manifest-bytes",
            paramLabel = "N",
            description = "maximum size of the manifest in bytes (default: 268435456)")
    @Nullable
    Long manifestBytes;

    /** Whether there is any. */
    boolean areGiven() {
        return entries != null || bytes != null || ratio != null || pathBytes != null || manifestBytes != null;
    }

    /** The values given; the library checks them. */
    ImportLimits limits() {
        ImportLimits.Builder limits = ImportLimits.builder();
        if (entries != null) {
            limits.entries(entries);
        }
        if (bytes != null) {
            limits.bytes(bytes);
        }
        if (ratio != null) {
            limits.ratio(ratio);
        }
        if (pathBytes != null) {
            limits.pathBytes(pathBytes);
        }
        if (manifestBytes != null) {
            limits.manifestBytes(manifestBytes);
        }
        return limits.build();
    }
}
