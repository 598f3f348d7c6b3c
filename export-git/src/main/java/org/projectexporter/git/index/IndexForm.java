package org.projectexporter.git.index;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What an index is made of, beside its entries: gitformat-index(5).
 *
 * @param extensions in their order
 * @param split what ties a split index to its shared one; null if it stands for itself
 */
public record IndexForm(List<Extension> extensions, @Nullable SplitIndex split) {
    /**
     * One extension.
     *
     * @param name of four characters
     * @param start where its name begins in the file
     * @param end where its data end
     */
    public record Extension(String name, long start, long end) {}

    public IndexForm {
        extensions = List.copyOf(extensions);
    }
}
