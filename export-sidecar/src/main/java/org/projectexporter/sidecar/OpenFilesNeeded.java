package org.projectexporter.sidecar;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.projectexporter.spi.files.OpenFiles;

/**
 * How many files and connections a server must be able to open at its busiest, which it states when it starts. Where
 * the limit allows more, exports keep more files open at once, since small files are read many at a time.
 */
final class OpenFilesNeeded {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFilesNeeded.class);

    /** The program, its libraries, and the state of its exports. */
    private static final int OF_SERVER = 128;
    /** One export, verification or import at the least. */
    private static final int OF_JOB = 128;
    /** A connection, and the file that is sent or received over it. */
    private static final int OF_CONNECTION = 2;

    private OpenFilesNeeded() {}

    /** The number that these options can lead to: exports, one import, and connections. */
    static long of(SidecarOptions options) {
        return OF_SERVER + OF_JOB * (options.maxRunning() + 1L) + (long) OF_CONNECTION * options.maxConnections();
    }

    /** Logs the number, as a warning if this process may not have as many. */
    static void state(SidecarOptions options) {
        long needed = of(options);
        int limit = OpenFiles.limit();
        if (limit < needed) {
            LOG.atWarn()
                    .addKeyValue("event", "open_files")
                    .log(
                            "needs {} open files at its busiest, and the limit is {}: raise it (ulimit -n, LimitNOFILE"
                                    + " in a systemd unit), or allow fewer connections or concurrent exports",
                            needed,
                            limit);
        } else {
            LOG.atInfo()
                    .addKeyValue("event", "open_files")
                    .log("needs {} open files at its busiest, and is faster with more; the limit is {}", needed, limit);
        }
    }
}
