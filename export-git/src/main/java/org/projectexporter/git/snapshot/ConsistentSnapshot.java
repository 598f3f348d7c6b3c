package org.projectexporter.git.snapshot;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.GitFolder;

/**
 * Reads a repository until it shows a state that it was in at one moment: until two readings agree, the second begun when the first
 * was done, and neither saw a transaction under way. Git renames its locked refs one by one (git-update-ref(1)), so for an instant
 * two readings may agree on half of a transaction; but then the locks of the other half are there.
 */
final class ConsistentSnapshot {
    private static final int LEAST_READINGS = 15;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long PAUSE_MILLIS = 20;
    /** A lock that is there for so many pauses in which no ref moves was left by a Git that died. */
    private static final int PAUSES_FOR_LOCKS = 10;
    /** Right after one another, since the less time two readings take the sooner they fit between two changes. */
    private static final int READINGS_BETWEEN_PAUSES = 8;

    private ConsistentSnapshot() {}

    /**
     * Reads all that is mutable.
     *
     * @throws SourceException if the repository does not stand still
     */
    static RepositorySnapshot of(GitFolder repository, FileCapture capture) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        RepositorySnapshot reading = RepositorySnapshot.first(repository, capture);
        int locked = 0;
        for (int i = 1; i <= LEAST_READINGS || System.nanoTime() < end; i++) {
            repository.context().checkCancelled();
            RepositorySnapshot again = reading.again();
            boolean agrees = again.agreesWith(reading);
            if (agrees && (!again.showsTransaction() || locked++ == PAUSES_FOR_LOCKS)) {
                return again;
            }
            if (agrees || i % READINGS_BETWEEN_PAUSES == 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            }
            reading = again;
        }
        throw new SourceException(
                repository.inArchive() + " keeps changing: wait until nothing writes to the repository");
    }
}
