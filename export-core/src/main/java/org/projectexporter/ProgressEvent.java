package org.projectexporter;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One report of the progress of an export, a verification or an import; immutable. Where an archive is read, bytes are those of the
 * archive.
 *
 * @param type whether it goes on, is complete, or has failed
 * @param sequence number of the event, from 1
 * @param phase what is being done
 * @param progress from 0 to 1; never goes back
 * @param filesDone files written
 * @param filesTotal files planned; while planning, those found so far
 * @param bytesDone bytes of content written
 * @param bytesTotal bytes of content planned; while planning, those found so far
 * @param current path of the file at hand, as in the archive; empty if none
 * @param bytesPerSecond rate over the last seconds
 * @param remainingSeconds estimate; empty where there is none
 * @param message one line for people
 */
public record ProgressEvent(
        Type type,
        long sequence,
        Phase phase,
        double progress,
        long filesDone,
        long filesTotal,
        long bytesDone,
        long bytesTotal,
        String current,
        double bytesPerSecond,
        OptionalDouble remainingSeconds,
        String message) {

    /** Whether more events follow. */
    public enum Type {
        EXPORT_PROGRESS,
        EXPORT_COMPLETE,
        EXPORT_ERROR;

        /** As in JSON: {@code export_progress}. */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is being done: an export plans, writes and perhaps verifies; an import checks and unpacks, or, in a dry run, checks alone. */
    public enum Phase {
        PLANNING,
        WRITING,
        VERIFYING,
        /** An import looks at the archive. */
        CHECKING,
        /** An import unpacks the archive, and checks each byte on the way. */
        UNPACKING,
        FINISHED;

        /** As in JSON: {@code planning}. */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
