package org.projectexporter.spi;

/**
 * The expected digest of an entry's content.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param fatal whether a mismatch ends the export; otherwise the entry is exported unchanged and listed as corrupt
 */
public record ContentCheck(String sha256, boolean fatal) {
    /**
     * Checks the digest's form.
     *
     * @param sha256 64 lower-case hexadecimal digits
     * @param fatal whether a mismatch ends the export
     * @throws IllegalArgumentException if it is not such a digest
     */
    public ContentCheck {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + sha256);
        }
    }
}
