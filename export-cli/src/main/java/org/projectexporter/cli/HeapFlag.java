package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The server's heap, which the launcher has given to Java before this program could read the flag. */
final class HeapFlag {
    /** A smaller heap does not hold an export of some thousand files next to the server's own classes and requests. */
    static final int LEAST_MB = 32;

    private static final String NAME = "--memory-mb";

    @Option(
            names = NAME,
            paramLabel = "N",
            description =
                    "the heap, in MiB, from " + LEAST_MB + " (default: by the memory of the machine, 1024 at most)")
    @Nullable
    Integer memoryMb;

    /**
     * Checks the value, and logs if the heap is another one.
     *
     * @throws IllegalArgumentException if it is too small for the server
     */
    void check(long heapBytes) {
        if (memoryMb == null) {
            return;
        }
        if (memoryMb < LEAST_MB) {
            throw new IllegalArgumentException(NAME + " is " + memoryMb + ", but the server needs " + LEAST_MB
                    + " at least; the number of MiB is for Java's heap alone");
        }
        long asked = (long) memoryMb << 20;
        // Java does not count a part of the heap that is always empty, a tenth or less.
        if (heapBytes > asked || heapBytes < asked / 10 * 8) {
            // Not a constant: the form of the log is chosen after this class was loaded.
            Logger log = LoggerFactory.getLogger("org.projectexporter.sidecar");
            log.warn(
                    "the heap has {} MiB, not the {} of " + NAME
                            + ": PROJECT_EXPORT_JAVA_OPTIONS overrides it, or the launcher was not used",
                    heapBytes >> 20,
                    memoryMb);
        }
    }
}
