package org.projectexporter.spi;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * What one source knows of one project, for one export. Used by one thread, in the order of the methods here; the methods
 * of {@link #addenda} may follow much later. Every method has a default that does nothing.
 */
public interface ProjectSource extends Closeable {
    /**
     * Whether this source answers for {@code item} and all below it. Asked for every file and folder that the walk comes
     * to, and for what another source {@linkplain PlanSink#delegate delegates}.
     */
    default boolean claims(SourceItem item) throws IOException {
        return false;
    }

    /** Adds the entries of a claimed item: of itself, if it shall travel, and of all below it. */
    default void contribute(SourceItem item, PlanSink sink) throws IOException {}

    /**
     * Whether {@code path} (as seen from the project's folder), or something below it, must travel although a default
     * pattern for caches or secrets matches it. Explicit patterns of the user are stronger.
     */
    default boolean protects(RawPath path) throws IOException {
        return false;
    }

    /** Looks at a file or symbolic link of the working tree that is about to be planned, and returns it or what stands in its place. */
    default PlannedEntry refine(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
        return entry;
    }

    /** Called when the walk is over: the place for facts and findings about the whole. */
    default void finish(PlanSink sink) throws IOException {}

    /**
     * Called when planned entries of this source's subtree were gone when their turn came: looks again, and adds what has
     * taken their place (a repacked object). Entries that the archive holds already are dropped by the sink.
     */
    default void addenda(List<PlannedEntry> vanished, PlanSink sink) throws IOException {}

    /** Releases what it holds. May be called twice. */
    @Override
    default void close() throws IOException {}
}
