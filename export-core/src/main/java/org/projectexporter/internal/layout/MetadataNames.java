package org.projectexporter.internal.layout;

import org.projectexporter.spi.RawPath;

/** Names of the last two entries of an archive. */
public final class MetadataNames {
    public static final RawPath MANIFEST = RawPath.of("export-manifest.json");
    public static final RawPath SHA256SUMS = RawPath.of("SHA256SUMS");

    private MetadataNames() {}
}
