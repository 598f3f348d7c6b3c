package org.projectexporter.sidecar.internal.jobs;

import org.projectexporter.ImportRequest.OnConflict;

/**
 * What is to be imported, and as what; immutable.
 *
 * @param source where the archive is
 * @param name the requested project id
 * @param onConflict what to do if the project exists
 * @param preview whether the archive is only examined
 * @param relink whether references of documents are led to where the media are
 */
public record ImportOrder(ImportSource source, String name, OnConflict onConflict, boolean preview, boolean relink) {
    /** Whether the other one is the same request, sent again. Of archives in bodies the bytes are not compared. */
    boolean asksTheSameAs(ImportOrder other) {
        ImportSource theirs = other.source;
        boolean sameSource = source.owned() ? theirs.isBody(source.suffix()) : theirs.equals(source);
        return sameSource
                && name.equals(other.name)
                && onConflict == other.onConflict
                && preview == other.preview
                && relink == other.relink;
    }
}
