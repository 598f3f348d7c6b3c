package org.projectexporter.internal.reading.admission;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ImportLimits;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.RawPath;

/** The rest of an import's limits: counted when an entry is announced, and again by the bytes actually delivered. */
public final class Budget {
    private final ImportLimits limits;
    private final long mostBytes;
    private long entries;
    private long announced;
    private long delivered;

    Budget(ImportLimits limits, long archiveBytes) {
        this.limits = limits;
        this.mostBytes = Math.max(ImportLimits.HARMLESS_BYTES, saturated(archiveBytes, limits.ratio()));
    }

    /** What is left after an archive was read that has these numbers of files and bytes of content. */
    public static Budget after(ImportLimits limits, long archiveBytes, long files, long bytes) {
        Budget budget = new Budget(limits, archiveBytes);
        budget.entries = files;
        budget.announced = bytes;
        return budget;
    }

    private static long saturated(long bytes, int factor) {
        return bytes > Long.MAX_VALUE / factor ? Long.MAX_VALUE : bytes * factor;
    }

    /** Counts an entry before its content is read. */
    public void announce(ArchiveEntry entry) throws RefusedArchiveException {
        RawPath path = entry.path();
        if (++entries > limits.entries()) {
            throw new RefusedArchiveException(
                    ArchiveDefect.TOO_MANY_ENTRIES,
                    path,
                    "the archive has more than the permitted " + limits.entries()
                            + " entries; if you trust it, raise the limit entries");
        }
        if (path.equals(MetadataNames.MANIFEST) && entry.size() > limits.manifestBytes()) {
            throw new RefusedArchiveException(
                    ArchiveDefect.LARGE_MANIFEST,
                    path,
                    "it has " + entry.size() + " bytes, and only " + limits.manifestBytes()
                            + " are permitted; if you trust the archive, raise the limit manifestBytes");
        }
        long sum = announced + entry.size();
        announced = sum < 0 ? Long.MAX_VALUE : sum;
        require(announced, path);
    }

    /** Counts {@code bytes} more of its content, after they are read and before they are passed on. */
    void deliver(int bytes, RawPath path) throws RefusedArchiveException {
        delivered += bytes;
        require(delivered, path);
    }

    private void require(long bytes, RawPath path) throws RefusedArchiveException {
        if (bytes > limits.bytes()) {
            throw new RefusedArchiveException(
                    ArchiveDefect.TOO_MANY_BYTES,
                    path,
                    "with this entry the content exceeds the permitted " + limits.bytes()
                            + " bytes; free up space, or raise the limit bytes");
        }
        if (bytes > mostBytes) {
            throw new RefusedArchiveException(
                    ArchiveDefect.RATIO,
                    path,
                    "with this entry the content exceeds the permitted " + limits.ratio()
                            + " bytes per byte of the archive; if you trust it, raise the limit ratio");
        }
    }
}
