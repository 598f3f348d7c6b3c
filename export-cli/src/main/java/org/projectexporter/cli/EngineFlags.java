package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import org.projectexporter.ExportRequest;
import org.projectexporter.ResumeSettings;

/** What an export may take of the machine; it does not change the archive. */
final class EngineFlags {
    @Option(names = "--threads", paramLabel = "N", description = "threads (default: one for each processor)")
    @Nullable
    Integer threads;

    @Option(names = "--memory-mb", paramLabel = "N", description = "memory for content on its way, in MiB (default 64)")
    @Nullable
    Integer memoryMb;

    /** What was given; the library says which values it takes. */
    void applyTo(ExportRequest.Builder request) {
        if (threads != null) {
            request.threads(threads);
        }
        if (memoryMb != null) {
            request.memoryBytes(memoryMb * (1L << 20));
        }
    }

    ResumeSettings settings() {
        ResumeSettings defaults = ResumeSettings.defaults();
        return new ResumeSettings(
                threads == null ? defaults.threads() : threads,
                memoryMb == null ? defaults.memoryBytes() : memoryMb * (1L << 20));
    }
}
