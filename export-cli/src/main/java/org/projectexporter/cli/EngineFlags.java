package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import org.projectexporter.CancellationToken;
import org.projectexporter.ProgressListener;
import org.projectexporter.RunSettings;

/** The machine resources an export may use; they do not change the archive. */
final class EngineFlags {
    @Option(names = "--threads", paramLabel = "N", description = "number of threads (default: one per processor)")
    @Nullable
    Integer threads;

    @Option(
            names = "--memory-mb",
            paramLabel = "N",
            description = "memory for content buffers, in MiB (default: 64, or a quarter of the heap if that is less)")
    @Nullable
    Integer memoryMb;

    /** The values given; the library checks them. */
    RunSettings settings(ProgressListener listener, CancellationToken cancellation) {
        RunSettings.Builder settings = RunSettings.builder().listener(listener).cancellation(cancellation);
        if (threads != null) {
            settings.threads(threads);
        }
        if (memoryMb != null) {
            settings.memoryBytes(memoryMb * (1L << 20));
        }
        return settings.build();
    }
}
