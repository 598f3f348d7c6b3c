package org.projectexporter.spi;

import java.io.IOException;
import java.util.Collection;
import java.util.OptionalLong;

/** Takes what sources contribute to the plan. The order does not matter: the plan is sorted by path. */
public interface PlanSink {
    /**
     * Adds an entry.
     *
     * @throws IllegalArgumentException if its path is empty, absolute, or has a segment that is empty, {@code .} or {@code ..}
     */
    void add(PlannedEntry entry) throws IOException;

    /** Keeps bytes for an entry: what is small and may change while the export runs. */
    Content.Captured capture(byte[] bytes) throws IOException;

    /**
     * Opens a file that never changes but may go, and keeps it open until the export ends, so that {@link Content.OfFile} of its path
     * can be read though its name is gone. Only so many files are held; and none by an export that is resumed.
     *
     * @return whether it is held
     */
    default boolean hold(SourceItem item) throws IOException {
        return false;
    }

    /**
     * Offers an item, and all below it, to the sources that are more special than the calling one.
     *
     * @return whether one has claimed it and contributed its entries; else the caller keeps it
     */
    boolean delegate(SourceItem item) throws IOException;

    /** Reports something that the manifest must tell. */
    void report(Finding finding);

    /**
     * Tells the commits of a repository.
     *
     * @param reachable number of commits that refs, HEAD and reflogs reach; empty where it cannot be known
     * @param rootCommits ids of the commits without parents among them, in hexadecimal
     */
    void commits(OptionalLong reachable, Collection<String> rootCommits);
}
