package org.projectexporter.git.snapshot;

import java.util.List;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.StorageHint;

/**
 * A file of a repository whose content was read.
 *
 * @param item the file, with its latest attributes
 * @param sourceDigest of the bytes that were read
 * @param content what is exported instead of them
 * @param size of the content in bytes
 * @param findings what to report about the change, if the file is exported
 */
record CapturedFile(SourceItem item, String sourceDigest, Content content, long size, List<Finding> findings) {
    CapturedFile {
        findings = List.copyOf(findings);
    }

    /** A copy with the current attributes of the file. */
    CapturedFile withAttributes(SourceItem now) {
        return new CapturedFile(now, sourceDigest, content, size, findings);
    }

    PlannedEntry entry(RawPath path, EntryRole role) {
        return PlannedEntry.file(
                path, role, size, item.stat().mtime(), item.stat().mode(), content, StorageHint.AUTO);
    }
}
