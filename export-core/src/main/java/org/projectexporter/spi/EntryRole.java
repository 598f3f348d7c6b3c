package org.projectexporter.spi;

/** The role of an entry in the project. The words are general: a repository need not be one of Git. */
public enum EntryRole {
    /** A file, folder or link of the working tree. */
    WORKING_TREE,
    /** A file or folder of a repository, captured or rewritten. */
    REPOSITORY,
    /**
     * The record that a repository keeps of its working tree, such as a Git index: the program rewrites it soon after
     * unpacking, so it is not in SHA256SUMS.
     */
    REPOSITORY_INDEX,
    /** An immutable file of a repository's object store, such as a pack, its index or a loose object of Git. */
    REPOSITORY_OBJECT,
    /** A large object, named by the SHA-256 of its content as in Git LFS, that the working tree may need. */
    LARGE_OBJECT,
    /** Another large object: of an earlier version, or of another branch. */
    OLDER_LARGE_OBJECT,
    /**
     * A file, folder or link outside the project that the project refers to; repositories there have the roles above.
     */
    DEPENDENCY,
    /** The metadata of the export: the manifest and SHA256SUMS. */
    METADATA;

    /** {@return whether it is a large object, needed or older} */
    public boolean isLargeObject() {
        return this == LARGE_OBJECT || this == OLDER_LARGE_OBJECT;
    }
}
