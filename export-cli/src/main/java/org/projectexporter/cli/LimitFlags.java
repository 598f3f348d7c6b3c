package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import org.projectexporter.ImportLimits;

/** How much an import lets an archive unpack. */
final class LimitFlags {
    @Option(names = "--max-entries", paramLabel = "N", description = "entries, at most (default: 2000000)")
    @Nullable
    Long entries;

    @Option(
            names = "--max-bytes",
            paramLabel = "N",
            description = "bytes of content, at most (default: 16 TiB, and what is free at the target)")
    @Nullable
    Long bytes;

    @Option(
            names = "--max-ratio",
            paramLabel = "N",
            description = "bytes of content for each byte of the archive, at most, from 64 MiB on (default: 200)")
    @Nullable
    Integer ratio;

    @Option(
            names = "--max-path-bytes",
            paramLabel = "N",
            description = "bytes of a path or a link's target, at most (default: 4095)")
    @Nullable
    Integer pathBytes;

    @Option(
            names = "--max-manifest-bytes",
            paramLabel = "N",
            description = "bytes of the manifest, at most (default: 268435456)")
    @Nullable
    Long manifestBytes;

    /** What was given; the library says which values it takes. */
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
