package org.projectexporter;

import java.nio.file.Path;
import java.util.List;

/**
 * What is known of an export before the first byte of its archive is written; immutable.
 *
 * @param files files planned
 * @param bytes bytes of content planned
 * @param outside folders outside the project that are read: parts of its repositories, and allowed dependencies
 * @param portability what of the project other systems cannot keep
 */
public record ExportOutline(long files, long bytes, List<Path> outside, List<PortabilityIssue> portability) {
    public ExportOutline {
        outside = List.copyOf(outside);
        portability = List.copyOf(portability);
    }
}
