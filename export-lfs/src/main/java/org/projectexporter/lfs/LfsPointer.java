package org.projectexporter.lfs;

/**
 * What a pointer says: the text that stands in Git in the place of a large file (Git LFS docs/spec.md, "The Pointer").
 *
 * @param oid SHA-256 of the object, 64 lower-case hexadecimal digits
 * @param size bytes of the object
 * @param extended whether extensions ({@code ext-N-name} lines) have changed the content on its way into the store: then the
 *     object is not what stood in the working tree
 */
record LfsPointer(String oid, long size, boolean extended) {
    private static final String OID_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** Whether it points to the empty file, of which no store needs to hold an object. */
    boolean isOfEmptyFile() {
        return size == 0 && oid.equals(OID_OF_NOTHING);
    }
}
