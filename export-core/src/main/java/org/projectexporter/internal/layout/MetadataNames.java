package org.projectexporter.internal.layout;

import org.projectexporter.spi.RawPath;

/** The names of the last two entries of an archive. */
public final class MetadataNames {
    /** The manifest, the last entry but one. */
    public static final RawPath MANIFEST = RawPath.of("export-manifest.json");
    /** The checksums of all files, the last entry. */
    public static final RawPath SHA256SUMS = RawPath.of("SHA256SUMS");

    private MetadataNames() {}

    /** Whether it is the name of one of them. */
    public static boolean isMetadata(RawPath path) {
        return path.equals(MANIFEST) || path.equals(SHA256SUMS);
    }
}
