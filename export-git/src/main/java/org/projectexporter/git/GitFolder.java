package org.projectexporter.git;

import java.nio.file.Path;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * One repository's folder: {@code .git}, or that of a submodule below {@code .git/modules}.
 *
 * @param item the folder as the walk came to it
 * @param context of the export
 */
record GitFolder(SourceItem item, SourceContext context) {
    Path file() {
        return item.file();
    }

    /** The folder as seen from the project's. */
    RawPath path() {
        return item.path();
    }

    /** A path below the folder, as seen from it. */
    RawPath relative(SourceItem below) {
        return below.path().relativeTo(item.path());
    }

    RawPath inArchive(SourceItem below) {
        return context.inArchive(below.path());
    }

    RawPath inArchive() {
        return context.inArchive(item.path());
    }
}
