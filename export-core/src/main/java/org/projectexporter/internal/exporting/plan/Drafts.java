package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Drafts in tree order. */
interface Drafts {
    /** The next one, or null after the last. */
    @Nullable
    Draft next() throws IOException;
}
