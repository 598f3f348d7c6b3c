package org.projectexporter.internal.layout;

import org.projectexporter.spi.RawPath;

/** The names of the entries at the end of an archive, which describe the others. */
public final class MetadataNames {
    /** The manifest, the last entry but one. */
    public static final RawPath MANIFEST = RawPath.of("export-manifest.json");
    /** The checksums of all files, the last entry. */
    public static final RawPath SHA256SUMS = RawPath.of("SHA256SUMS");
    /** The script that restores Git LFS objects, before the manifest; only in archives that need it. */
    public static final RawPath RESTORE_LFS = RawPath.of("RESTORE-LFS.sh");

    private MetadataNames() {}

    /** Whether it is the name of one of them. */
    public static boolean isMetadata(RawPath path) {
        return path.equals(MANIFEST) || path.equals(SHA256SUMS) || path.equals(RESTORE_LFS);
    }
}
