package org.projectexporter.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.OptionalLong;

/** Receives the contributions of sources to the plan. Their order does not matter: the plan is sorted by path. */
public interface PlanSink {
    /**
     * Adds an entry.
     *
     * @throws IllegalArgumentException if its path is empty, absolute, or has a segment that is empty, {@code .} or
     *     {@code ..}
     */
    void add(PlannedEntry entry) throws IOException;

    /** Keeps bytes for an entry that may change while the export runs. */
    Content.Captured capture(byte[] bytes) throws IOException;

    /** Keeps the remaining bytes of {@code content}, which may be larger than memory. The caller closes it. */
    Content.Captured capture(InputStream content) throws IOException;

    /**
     * Reads captured bytes.
     *
     * @param captured what {@link #capture} returned
     * @param position offset of the first byte, from the start of the captured bytes
     * @param into is filled, unless the captured bytes end before
     */
    void read(Content.Captured captured, long position, ByteBuffer into) throws IOException;

    /**
     * Opens a file that never changes but may be removed, and keeps it open until the export ends, so that {@link
     * Content.OfFile} of its path can be read even after its name is gone. The number of open files is limited, and a
     * resumed export has none.
     *
     * @return whether it is kept open
     */
    default boolean hold(SourceItem item) throws IOException {
        return false;
    }

    /**
     * Offers an item, and everything below it, to the sources that are more specific than the calling one.
     *
     * @return whether one has claimed it and contributed its entries; otherwise the caller is responsible for it
     */
    boolean delegate(SourceItem item) throws IOException;

    /**
     * Reports that an entry refers to a file or folder, as a link does, or a timeline that names its media. With {@code
     * include_dependencies} the target is exported as a dependency if it is outside the project and below a folder that
     * the caller has allowed; a target that may not be read is listed in the manifest. The manifest maps {@code from}
     * to the target's path in the archive. Files in the project are exported in any case and need no reference.
     *
     * @param from the path in the archive of the entry that refers
     * @param target an absolute path; may lead through links, or nowhere
     */
    void refer(RawPath from, Path target) throws IOException;

    /**
     * Reports that an import will refuse an archive with this entry because of its content or target; refusals because
     * of a name or place alone are found without it. The user learns of it before the archive is written.
     *
     * @param path the path of an entry in the archive
     */
    default void notImported(RawPath path) {}

    /** Reports something that the manifest must contain. */
    void report(Finding finding);

    /**
     * Reports the commits of a repository.
     *
     * @param reachable number of commits that refs, HEAD and reflogs reach; empty if unknown
     * @param rootCommits ids of those commits that have no parents, in hexadecimal
     */
    void commits(OptionalLong reachable, Collection<String> rootCommits);
}
