package org.projectexporter.internal.exporting.exclude;

import org.jspecify.annotations.Nullable;

/**
 * The files {@code .exportignore} that apply to the contents of one folder: its own and those of the folders above it.
 */
public final class IgnoreFiles {
    /** No files. */
    public static final IgnoreFiles NONE = new IgnoreFiles(null, null);

    private final @Nullable IgnoreFile deepest;
    private final @Nullable IgnoreFiles above;

    private IgnoreFiles(@Nullable IgnoreFile deepest, @Nullable IgnoreFiles above) {
        this.deepest = deepest;
        this.above = above;
    }

    /** These files and {@code file} in a folder below; the same if that is null or empty. */
    public IgnoreFiles and(@Nullable IgnoreFile file) {
        return file == null || file.isEmpty() ? this : new IgnoreFiles(file, this);
    }

    /** The deepest file; null if there is none. */
    @Nullable
    IgnoreFile deepest() {
        return deepest;
    }

    /** The files above the deepest; null if there is none. */
    @Nullable
    IgnoreFiles above() {
        return above;
    }
}
