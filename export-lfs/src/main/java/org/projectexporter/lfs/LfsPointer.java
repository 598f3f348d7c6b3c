package org.projectexporter.lfs;

/**
 * A pointer: the text that Git stores instead of a large file (Git LFS docs/spec.md, "The Pointer").
 *
 * @param oid SHA-256 of the object, 64 lower-case hexadecimal digits
 * @param size of the object in bytes
 * @param extended whether extensions ({@code ext-N-name} lines) changed the content before it was stored, so that the
 *     object differs from the file in the working tree
 */
record LfsPointer(String oid, long size, boolean extended) {
    private static final String OID_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** Whether it refers to the empty file, which needs no object in a store. */
    boolean isOfEmptyFile() {
        return size == 0 && oid.equals(OID_OF_NOTHING);
    }
}
