package org.projectexporter.internal.checkpoint;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What is durable, and how to go on from there.
 *
 * @param start between two entries; if a file is open, before it, and before few others that the format's writer held together
 *     with its head
 * @param open the file within which the archive ends; null between two entries
 * @param position number of bytes that are durable; those of an unfilled last page stand in {@code tail}
 * @param tail the bytes of that page
 * @param volumes SHA-256 of the first volumes, in hexadecimal, as far as they were known
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Checkpoint(
        RestartPoint start, @Nullable OpenFile open, long position, byte[] tail, List<String> volumes) {
    public Checkpoint {
        volumes = List.copyOf(volumes);
    }
}
