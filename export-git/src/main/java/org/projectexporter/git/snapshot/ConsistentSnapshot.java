package org.projectexporter.git.snapshot;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.objects.HeldObjects;

/**
 * Reads a repository until a snapshot is consistent: until two consecutive readings agree and neither saw a transaction
 * in progress. Git renames its locked refs one by one (git-update-ref(1)), so two readings may briefly agree on half of
 * a transaction; but then the locks of the other half exist.
 */
final class ConsistentSnapshot {
    private static final int LEAST_READINGS = 15;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long PAUSE_MILLIS = 20;
    /** A lock that exists for this many pauses in which no ref moves was left behind by a Git that was killed. */
    private static final int PAUSES_FOR_LOCKS = 10;
    /**
     * The number of readings without a pause: the faster two readings follow each other, the likelier they fit between
     * two changes.
     */
    private static final int READINGS_BETWEEN_PAUSES = 8;

    private ConsistentSnapshot() {}

    /**
     * Reads all that is mutable. Between two readings, the objects that exist are opened: if the readings agree,
     * nothing can have been pruned before it was opened that the refs, reflogs and indexes need.
     *
     * @throws SourceException if the repository keeps changing
     */
    static RepositorySnapshot of(GitFolder repository, FileCapture capture, HeldObjects held) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        RepositorySnapshot reading = RepositorySnapshot.first(repository, capture);
        int locked = 0;
        for (int i = 1; i <= LEAST_READINGS || System.nanoTime() < end; i++) {
            repository.context().checkCancelled();
            held.openAll();
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
        throw new SourceException(repository.inArchive()
                + " keeps changing; wait until nothing writes to the repository, then export again");
    }
}
