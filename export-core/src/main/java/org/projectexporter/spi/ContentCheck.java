package org.projectexporter.spi;

/**
 * What the content of an entry must hash to.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param fatal whether a mismatch ends the export; else the entry travels as it is and is listed as corrupt
 */
public record ContentCheck(String sha256, boolean fatal) {
    public ContentCheck {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + sha256);
        }
    }
}
