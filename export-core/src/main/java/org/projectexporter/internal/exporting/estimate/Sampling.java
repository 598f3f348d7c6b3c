package org.projectexporter.internal.exporting.estimate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.exporting.engine.Assembler;
import org.projectexporter.internal.exporting.engine.ContentSamples;
import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.PlannedEntry;

/**
 * Measures samples: how long they take to read and to compress, and how much longer an archive is because of them. The
 * format's own writer makes an archive of each sample, with and without the content, so that this holds for every
 * format and every engine.
 */
final class Sampling {
    /** After this time the rest of the samples is skipped; after three times as much, even the first of a group. */
    private static final long NANOS = 2_500_000_000L;

    private final ArchiveFormat format;
    private final TrialArchive.Codec codec;
    private final ContentSamples content;
    private final CancellationToken cancellation;
    private final ByteBuffer buffer =
            ByteBuffer.allocate((int) (SampleGroups.LARGEST_SAMPLE + SampleGroups.LARGE_FILE));

    Sampling(ArchiveFormat format, TrialArchive.Codec codec, ContentSamples content, CancellationToken cancellation) {
        this.format = format;
        this.codec = codec.inSameThread();
        this.content = content;
        this.cancellation = cancellation;
    }

    /** A part of the buffer that is the content of one entry. */
    private record Piece(ArchiveEntry head, int from, int bytes) {}

    /** Measures samples in this order until the time is over; their groups record the results. */
    void measure(List<Sample> samples) throws IOException {
        long start = System.nanoTime();
        for (Sample sample : samples) {
            cancellation.throwIfCancelled();
            long nanos = System.nanoTime() - start;
            if (nanos < NANOS || (nanos < 3 * NANOS && !sample.group().isSampled())) {
                measure(sample);
            }
        }
    }

    private void measure(Sample sample) throws IOException {
        long start = System.nanoTime();
        List<Piece> pieces = read(sample);
        long bytes = pieces.stream().mapToLong(Piece::bytes).sum();
        if (bytes == 0) {
            return;
        }
        MessageDigest digest = Sha256.newDigest();
        digest.update(buffer.array(), 0, buffer.position());
        digest.digest();
        long afterReading = System.nanoTime();
        if (sample.group().isStored()) {
            sample.group().sampled(bytes, bytes, afterReading - start, 0);
            return;
        }
        long with = lengthWith(pieces);
        long afterCompressing = System.nanoTime();
        sample.group()
                .sampled(bytes, with - lengthWithout(pieces), afterReading - start, afterCompressing - afterReading);
    }

    /** Reads the sample into the buffer; files that have vanished or cannot be read are skipped. */
    private List<Piece> read(Sample sample) {
        List<Piece> pieces = new ArrayList<>();
        buffer.clear();
        for (PlannedEntry file : sample.files()) {
            int from = buffer.position();
            long bytes = sample.isOfLargeFile() ? sample.bytes() : file.size();
            try (ContentSamples.Opened opened = content.open(file)) {
                buffer.limit(from + (int) bytes);
                opened.read(sample.from(), buffer);
                int read = buffer.position() - from;
                ArchiveEntry head = Assembler.headOf(file, opened.compress(), 0).toBuilder()
                        .size(read)
                        .build();
                pieces.add(new Piece(head, from, read));
                sample.group().sampled(opened.contentClass(), read);
            } catch (IOException e) {
                buffer.position(from); // an export will report it
            } finally {
                buffer.limit(buffer.capacity());
            }
        }
        return pieces;
    }

    private long lengthWith(List<Piece> pieces) throws IOException {
        try (TrialArchive archive = new TrialArchive(format, codec)) {
            for (Piece piece : pieces) {
                archive.add(piece.head, ByteBuffer.wrap(buffer.array(), piece.from, piece.bytes));
            }
            return archive.finish();
        }
    }

    private long lengthWithout(List<Piece> pieces) throws IOException {
        try (TrialArchive archive = new TrialArchive(format, codec)) {
            for (Piece piece : pieces) {
                archive.add(piece.head.toBuilder().size(0).build());
            }
            return archive.finish();
        }
    }
}
