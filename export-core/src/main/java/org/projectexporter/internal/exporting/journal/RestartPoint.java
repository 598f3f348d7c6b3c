package org.projectexporter.internal.exporting.journal;

import java.util.Map;

/**
 * A moment between two entries from which an export can go on.
 *
 * @param part which part of the archive is being written: see {@code ArchivePart}
 * @param entry number of the next entry in that part, from 0
 * @param position its first byte in the archive
 * @param writer the state of the format's writer
 * @param spools the spools, by name
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record RestartPoint(int part, long entry, long position, byte[] writer, Map<String, FileMark> spools) {
    public RestartPoint {
        spools = Map.copyOf(spools);
    }
}
