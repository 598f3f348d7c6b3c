package org.projectexporter.git.index;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The structure of an index apart from its entries: gitformat-index(5).
 *
 * @param extensions in the order of the file
 * @param split how a split index refers to its shared index; null if the index is not split
 */
public record IndexForm(List<Extension> extensions, @Nullable SplitIndex split) {
    /**
     * One extension.
     *
     * @param name of four characters
     * @param start position in the file where its name begins
     * @param end position in the file where its data end
     */
    public record Extension(String name, long start, long end) {}

    /** Copies the list of extensions. */
    public IndexForm {
        extensions = List.copyOf(extensions);
    }
}
