package org.projectexporter.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
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

    /** Keeps bytes for an entry: what may change while the export runs. */
    Content.Captured capture(byte[] bytes) throws IOException;

    /** Keeps all that {@code content} has still to be read, be it longer than memory. The caller closes it. */
    Content.Captured capture(InputStream content) throws IOException;

    /**
     * Reads what was kept.
     *
     * @param position from where on, as seen from its start
     * @param into is filled, or as far as there is something
     */
    void read(Content.Captured captured, long position, ByteBuffer into) throws IOException;

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

    /**
     * Tells that an entry refers to a file or folder, as a link does, or a timeline that names its media. With {@code
     * include_dependencies} it travels as a dependency, where it lies outside the project and below a folder that the caller has
     * allowed; what may not be read is not, and the manifest lists it. The manifest maps {@code from} to where it stands in the
     * archive. What lies in the project travels in any case, and needs no reference.
     *
     * @param from the entry that refers, as in the archive
     * @param target absolute; may lead through links, or nowhere
     */
    void refer(RawPath from, Path target) throws IOException;

    /**
     * Says that an import refuses an archive with this entry, for what it holds or where it leads; what it refuses for a name or place alone
     * is known without. The owner of the project learns it before the first byte.
     *
     * @param path an entry, as in the archive
     */
    default void notImported(RawPath path) {}

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
