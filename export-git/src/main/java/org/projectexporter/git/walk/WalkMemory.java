package org.projectexporter.git.walk;

import java.io.IOException;

import org.projectexporter.MemoryException;
import org.projectexporter.git.program.GitUnavailableException;
import org.projectexporter.spi.files.HeapShare;

/**
 * Limits how much of a history JGit may walk through, since it remembers every commit, tree and blob that it has
 * visited. A longer history is left to the program {@code git}, which uses memory outside of this Java.
 */
final class WalkMemory {
    /**
     * Bytes of heap for a commit, the list of its parents, its tree, and entries in JGit's map and queue, with
     * compressed pointers.
     */
    private static final int BYTES_OF_COMMIT = 180;

    private static final int BYTES_OF_OBJECT = 72;

    /** The history is longer than JGit may walk through. */
    static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;

        ExceededException() {
            super("the history is longer than this Java can walk through");
        }
    }

    private final long most;
    private long commits;
    private long objects;
    private long earlierCommits;

    /** A limit of what is left of a share, without taking it. */
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

    /** Called when the walk restarts, and visits the same commits again. */
    void restart() {
        earlierCommits = Math.max(commits, earlierCommits);
        commits = 0;
    }

    private void check() throws ExceededException {
        if (Math.max(commits, earlierCommits) * BYTES_OF_COMMIT + objects * BYTES_OF_OBJECT > most) {
            throw new ExceededException();
        }
    }

    /** The error if {@code git} could not be run either. */
    static MemoryException refusal(Object repository, GitUnavailableException why) {
        return new MemoryException(
                "the commits of " + repository + " (git could not count them: " + why.getMessage() + ")", why);
    }
}
