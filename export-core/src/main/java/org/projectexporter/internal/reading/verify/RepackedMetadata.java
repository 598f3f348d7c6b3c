package org.projectexporter.internal.reading.verify;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;

import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;

/**
 * The manifest and SHA256SUMS of an archive that another program packed again, kept until all its entries are known,
 * whose order may be any.
 */
final class RepackedMetadata {
    private static final String NOTE =
            "another program has packed this archive again; the content of every file was verified";

    private final HeapShare heap = HeapShare.half();
    private final ByteArrayOutputStream manifest = new ByteArrayOutputStream();
    private final ByteArrayOutputStream sums = new ByteArrayOutputStream();
    private boolean manifestSeen;
    private boolean sumsSeen;
    private boolean attributesDiffer;

    /** Whether {@code entry} is one of the two; its content follows. */
    boolean takes(ArchiveEntry entry) {
        boolean file = entry.type() == EntryType.FILE;
        boolean isManifest = file && entry.path().equals(MetadataNames.MANIFEST);
        boolean isSums = file && entry.path().equals(MetadataNames.SHA256SUMS);
        manifestSeen |= isManifest;
        sumsSeen |= isSums;
        return isManifest || isSums;
    }

    /** Keeps content, if it is that of one of the two. */
    void keep(ArchiveEntry entry, byte[] bytes, int length) throws MemoryException {
        RawPath path = entry.path();
        boolean isManifest = path.equals(MetadataNames.MANIFEST);
        if (isManifest || path.equals(MetadataNames.SHA256SUMS)) {
            // An array that grows is copied into one of twice its size.
            heap.take(3L * length, "the checksums of this archive, which another program has packed again,");
            (isManifest ? manifest : sums).write(bytes, 0, length);
        }
    }

    boolean hasBoth() {
        return manifestSeen && sumsSeen;
    }

    InputStream manifest() {
        return new ByteArrayInputStream(manifest.toByteArray());
    }

    InputStream sums() {
        return new ByteArrayInputStream(sums.toByteArray());
    }

    void compareAttributes(MetadataCheck check) {
        attributesDiffer = check.attributesDiffer();
    }

    String note() {
        return attributesDiffer
                ? NOTE + ", but names of folders and links, link targets or modes are not those of the export"
                : NOTE + ", and names, links and modes are those of the export";
    }
}
