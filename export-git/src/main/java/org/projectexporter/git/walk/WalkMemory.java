package org.projectexporter.git.walk;

import java.io.IOException;

import org.projectexporter.git.program.UnansweredException;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;

/**
 * How much of a history JGit may walk through: it remembers every commit, tree and blob that it has come to. What is longer is for the
 * program {@code git}, which keeps it elsewhere.
 */
final class WalkMemory {
    /** Commit, list of its parents, tree, and places in JGit's map and queue; in a heap with compressed pointers. */
    private static final int BYTES_OF_COMMIT = 180;

    private static final int BYTES_OF_OBJECT = 72;

    /** There is more than JGit may walk through. */
    static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;

        ExceededException() {
            super("there is more history than this Java can walk through");
        }
    }

    private final long most;
    private long commits;
    private long objects;
    private long earlierCommits;

    /** What is left of a share, which it does not take. */
    WalkMemory(HeapShare heap) {
        most = heap.left();
    }

    void countCommit() throws ExceededException {
        commits++;
        check();
    }

    void countObject() throws ExceededException {
        objects++;
        check();
    }

    /** The walk begins at its start, and comes to the same commits again. */
    void restart() {
        earlierCommits = Math.max(commits, earlierCommits);
        commits = 0;
    }

    private void check() throws ExceededException {
        if (Math.max(commits, earlierCommits) * BYTES_OF_COMMIT + objects * BYTES_OF_OBJECT > most) {
            throw new ExceededException();
        }
    }

    /** What to say if {@code git} could not be asked either. */
    static MemoryException refusal(Object repository, UnansweredException why) {
        return MemoryException.ofHeap(
                "the commits of " + repository + " (git could not be asked for them: " + why.getMessage() + ")", why);
    }
}
