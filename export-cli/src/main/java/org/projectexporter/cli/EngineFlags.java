package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import org.projectexporter.CancellationToken;
import org.projectexporter.ProgressListener;
import org.projectexporter.RunSettings;

/** What an export may take of the machine; it does not change the archive. */
final class EngineFlags {
    @Option(names = "--threads", paramLabel = "N", description = "threads (default: one for each processor)")
    @Nullable
    Integer threads;

    @Option(names = "--memory-mb", paramLabel = "N", description = "memory for content on its way, in MiB (default 64)")
    @Nullable
    Integer memoryMb;

    /** What was given; the library knows which values are possible. */
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
