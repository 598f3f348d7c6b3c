package org.projectexporter;

/**
 * Threads and memory of an export that is resumed. They do not change the archive.
 *
 * @param threads number of threads that read, and that compress, 1 or more
 * @param memoryBytes memory for blocks of content on their way, 1 MiB to 1 GiB
 */
public record ResumeSettings(int threads, long memoryBytes) {
    public ResumeSettings {
        if (threads < 1 || memoryBytes < 1 << 20 || memoryBytes > 1 << 30) {
            throw new IllegalArgumentException(
                    "not workable: " + threads + " threads, " + memoryBytes + " bytes of memory");
        }
    }

    /** A thread for each processor, and {@link ExportRequest#defaultMemoryBytes}. */
    public static ResumeSettings defaults() {
        return new ResumeSettings(Runtime.getRuntime().availableProcessors(), ExportRequest.defaultMemoryBytes());
    }
}
