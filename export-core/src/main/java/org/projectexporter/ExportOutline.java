package org.projectexporter;

import java.nio.file.Path;
import java.util.List;

/**
 * What is known about an export before the first byte of its archive is written; immutable.
 *
 * @param files files planned
 * @param bytes bytes of content planned
 * @param outside folders outside the project that are read: parts of its repositories, and allowed dependencies
 * @param portability what other systems cannot keep of the project
 */
public record ExportOutline(long files, long bytes, List<Path> outside, List<PortabilityIssue> portability) {
    public ExportOutline {
        outside = List.copyOf(outside);
        portability = List.copyOf(portability);
    }
}
