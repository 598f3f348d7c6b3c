package org.projectexporter.spi;

/** The role of an entry in the project. */
public enum EntryRole {
    /** A file, folder or link of the working tree. */
    WORKING_TREE,
    /** A file or folder of a repository, captured or rewritten. */
    GIT,
    /** A Git index: the first {@code git status} after unpacking rewrites it, so it is not in SHA256SUMS. */
    GIT_INDEX,
    /** An immutable file of the Git object store: a pack, its index, a loose object. */
    GIT_OBJECT,
    /** An object of the Git LFS store, named by its SHA-256, that the checkout needs (or may need). */
    LFS_OBJECT,
    /** Another object of the Git LFS store: of an earlier version, or of another branch. */
    LFS_OLDER_OBJECT,
    /**
     * A file, folder or link outside the project that the project refers to; repositories there have the roles above.
     */
    DEPENDENCY,
    /** The metadata of the export: the manifest and SHA256SUMS. */
    METADATA;

    /** Whether it is an object of a Git LFS store. */
    public boolean isLfsObject() {
        return this == LFS_OBJECT || this == LFS_OLDER_OBJECT;
    }
}
