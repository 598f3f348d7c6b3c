package org.projectexporter.internal.exporting.estimate;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

import org.projectexporter.internal.exporting.engine.Assembler;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/**
 * The archive that is expected: the format's own writer writes all headers, stored content, and the ends, to nowhere.
 * Content that will be compressed is left out of it, and counted by what its group's samples became.
 */
final class ExpectedArchive implements Closeable {
    /** Where stored content is not in the archive unchanged, only so much of each file is written. */
    private static final long WRITTEN_OF_STORED = 1 << 15;

    private static final long MEASURED_BYTES = 1 << 20;
    /** Of a file of the archive itself at most so much is compressed. */
    private static final long MEASURED_OF_METADATA = 8 << 20;

    private final ArchiveFormat format;
    private final TrialArchive.Codec codec;
    private final TrialArchive archive;
    private final Filler filler = new Filler();
    private final boolean passesThrough;
    private final double storedPerByte;
    private double otherBytes;
    private long compressedContent;
    private long storedContent;

    ExpectedArchive(ArchiveFormat format, TrialArchive.Codec codec) throws IOException {
        this.format = format;
        this.codec = codec;
        this.passesThrough = format.alignsFrom() < Long.MAX_VALUE;
        this.storedPerByte = passesThrough ? 1 : storedPerByte();
        this.archive = new TrialArchive(format, codec);
    }

    /** How much longer an archive is for each byte of a large content that is stored. */
    private double storedPerByte() throws IOException {
        return (double) (lengthOfStored(2 * MEASURED_BYTES) - lengthOfStored(MEASURED_BYTES)) / MEASURED_BYTES;
    }

    private long lengthOfStored(long bytes) throws IOException {
        try (TrialArchive trial = new TrialArchive(format, codec)) {
            fill(
                    trial,
                    ArchiveEntry.builder(RawPath.of("stored"), EntryType.FILE)
                            .size(bytes)
                            .build());
            return trial.finish();
        }
    }

    private void fill(TrialArchive into, ArchiveEntry head) throws IOException {
        into.begin(head);
        for (long left = head.size(); left > 0; ) {
            ByteBuffer next = filler.next(left);
            left -= next.remaining();
            into.write(next);
        }
        into.end();
    }

    /**
     * Adds an entry.
     *
     * @param group of a file with content; else null
     */
    void add(PlannedEntry planned, @Nullable SampleGroup group) throws IOException {
        ArchiveEntry head = Assembler.headOf(planned, false, 0);
        if (group == null) {
            archive.add(head);
        } else if (group.isStored()) {
            storedContent += head.size();
            addStored(head);
        } else {
            compressedContent += head.size();
            archive.add(head.toBuilder().size(0).build());
            otherBytes += group.isSampled()
                    ? (double) group.archivedBytes() / group.sampledBytes() * head.size()
                    : head.size();
        }
    }

    private void addStored(ArchiveEntry head) throws IOException {
        if (passesThrough || head.size() <= WRITTEN_OF_STORED) {
            fill(archive, head);
            return;
        }
        fill(archive, head.toBuilder().size(WRITTEN_OF_STORED).build());
        otherBytes += (head.size() - WRITTEN_OF_STORED) * storedPerByte;
    }

    /** Adds a file of the archive itself, which is text; of a long one the beginning stands for all. */
    void addMetadata(ArchiveEntry head, Path file) throws IOException {
        if (head.size() <= MEASURED_OF_METADATA) {
            write(archive, head, file);
            return;
        }
        ArchiveEntry beginning = head.toBuilder().size(MEASURED_OF_METADATA).build();
        ArchiveEntry bare = head.toBuilder().size(0).build();
        try (TrialArchive with = new TrialArchive(format, codec);
                TrialArchive without = new TrialArchive(format, codec)) {
            write(with, beginning, file);
            without.add(bare);
            otherBytes += (double) (with.finish() - without.finish()) / MEASURED_OF_METADATA * head.size();
        }
        archive.add(bare);
    }

    private static void write(TrialArchive into, ArchiveEntry head, Path file) throws IOException {
        into.begin(head);
        ByteBuffer block = ByteBuffer.allocate(1 << 16);
        try (FileChannel in = FileChannel.open(file)) {
            for (long left = head.size(); left > 0; left -= block.limit()) {
                block.clear().limit((int) Math.min(left, block.capacity()));
                while (block.hasRemaining() && in.read(block) >= 0) {
                    // reads on
                }
                into.write(block.flip());
            }
        }
        into.end();
    }

    /** Bytes of content that will be compressed. */
    long compressedContent() {
        return compressedContent;
    }

    /** Bytes of content that will be stored as it is. */
    long storedContent() {
        return storedContent;
    }

    /** Ends the archive and returns its expected length in bytes. */
    long finish() throws IOException {
        return archive.finish() + Math.round(otherBytes);
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
