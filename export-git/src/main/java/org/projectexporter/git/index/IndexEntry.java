package org.projectexporter.git.index;

import java.util.Arrays;
import java.util.HexFormat;

import org.projectexporter.spi.RawPath;

/**
 * One entry of a Git index: see gitformat-index(5).
 *
 * @param path relative to the root of the working tree
 * @param mode type and permissions, as in {@link #GITLINK}
 * @param stage 0, or 1 to 3 in a merge that is not resolved
 * @param rawId the object's id, 20 bytes for SHA-1 or 32 for SHA-256; must not be modified
 */
@SuppressWarnings("ArrayRecordComponent") // an index may have millions of entries, and few of their ids are used
public record IndexEntry(RawPath path, int mode, int stage, byte[] rawId) {
    /** The mode of a submodule, whose id is that of a commit in another repository. */
    public static final int GITLINK = 0160000;

    /** The mode of a folder in a sparse index, which represents all files of its tree; its id is that of the tree. */
    public static final int TREE = 0040000;

    /** The mode of a symbolic link. */
    private static final int LINK = 0120000;

    /** The object's id in hexadecimal. */
    public String id() {
        return HexFormat.of().formatHex(rawId);
    }

    /** Whether the entry is a submodule. */
    public boolean isGitlink() {
        return mode == GITLINK;
    }

    /** Whether the entry is a symbolic link. */
    public boolean isLink() {
        return mode == LINK;
    }

    /** Whether the entry is a folder of a sparse index. */
    public boolean isTree() {
        return mode == TREE;
    }

    IndexEntry withPath(RawPath other) {
        return new IndexEntry(other, mode, stage, rawId);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IndexEntry that
                && path.equals(that.path)
                && mode == that.mode
                && stage == that.stage
                && Arrays.equals(rawId, that.rawId);
    }

    @Override
    public int hashCode() {
        return path.hashCode() * 31 + Arrays.hashCode(rawId);
    }
}
