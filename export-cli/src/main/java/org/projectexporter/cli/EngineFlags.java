package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import org.projectexporter.ExportRequest;
import org.projectexporter.ResumeSettings;

/** The machine resources an export may use; they do not change the archive. */
final class EngineFlags {
    @Option(names = "--threads", paramLabel = "N", description = "threads (default: one per processor)")
    @Nullable
    Integer threads;

    @Option(names = "--memory-mb", paramLabel = "N", description = "memory for content buffers, in MiB (default 64)")
    @Nullable
    Integer memoryMb;

    /** The values given; the library checks them. */
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
