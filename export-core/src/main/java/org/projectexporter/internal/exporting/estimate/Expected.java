package org.projectexporter.internal.exporting.estimate;

import java.io.IOException;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The result of an estimate.
 *
 * @param archiveBytes length of the archive
 * @param archiveBytesBasis what it rests on, in one sentence
 * @param readNanosPerByte nanoseconds to read a byte of the archive again; 0 if nothing was read
 * @param seconds to read, compress and write it; empty if nothing was read
 * @param secondsBasis what they rest on, in one sentence
 */
public record Expected(
        long archiveBytes,
        String archiveBytesBasis,
        double readNanosPerByte,
        OptionalDouble seconds,
        String secondsBasis) {
    private static final double NANOS = 1e9;

    static Expected of(ExpectedArchive archive, Iterable<SampleGroup> groups, int threads) throws IOException {
        Totals totals = new Totals();
        groups.forEach(totals::add);
        return new Expected(
                archive.finish(),
                basis(archive, totals),
                totals.readNanos / Math.max(1, totals.sampledBytes),
                totals.seconds(threads),
                totals.basis());
    }

    private static String basis(ExpectedArchive archive, Totals totals) {
        String exact = "Headers and " + mb(archive.storedContent())
                + " MB of content are stored as they are, and known exactly";
        if (archive.compressedContent() == 0) {
            return exact + ".";
        }
        double percent = 100.0 * totals.archivedBytes / Math.max(1, totals.measuredBytes);
        return exact + "; another " + mb(archive.compressedContent()) + " MB may be compressed: samples of "
                + mb(totals.measuredBytes) + " MB became " + String.format(Locale.ROOT, "%.0f", percent)
                + " % of their size.";
    }

    private static String mb(long bytes) {
        return String.format(Locale.ROOT, bytes < 10_000_000 ? "%.1f" : "%.0f", bytes / 1e6);
    }

    /** Sums over all groups. */
    private static final class Totals {
        private long bytes;
        private long bytesOfSampled;
        private long sampledBytes;
        private long measuredBytes;
        private long archivedBytes;
        private double readNanos;
        private double expectedReadNanos;
        private double compressNanos;
        private double expectedCompressNanos;

        private void add(SampleGroup group) {
            bytes += group.bytes();
            if (!group.isSampled()) {
                return;
            }
            bytesOfSampled += group.bytes();
            sampledBytes += group.sampledBytes();
            readNanos += group.readNanosPerByte() * group.sampledBytes();
            expectedReadNanos += group.readNanosPerByte() * group.bytes();
            if (!group.isStored()) {
                measuredBytes += group.sampledBytes();
                archivedBytes += group.archivedBytes();
                compressNanos += group.compressNanosPerByte() * group.sampledBytes();
                expectedCompressNanos += group.compressNanosPerByte() * group.bytes();
            }
        }

        /** Files are read and compressed at the same time; groups without a sample count as the others. */
        private OptionalDouble seconds(int threads) {
            if (sampledBytes == 0) {
                return OptionalDouble.empty();
            }
            double all = (double) bytes / bytesOfSampled;
            return OptionalDouble.of(Math.max(expectedReadNanos, expectedCompressNanos / threads) * all / NANOS);
        }

        private String basis() {
            if (sampledBytes == 0) {
                return "Nothing of the project was read, so there is no rate to calculate with.";
            }
            String reading = "Samples of " + mb(sampledBytes) + " MB were read at " + rate(sampledBytes, readNanos);
            String both = measuredBytes == 0
                    ? reading
                    : reading + " and compressed at " + rate(measuredBytes, compressNanos) + " by one thread";
            return both + "; it takes longer if the target is slower, or if the project was in memory by chance.";
        }

        private static String rate(long bytes, double nanos) {
            return String.format(Locale.ROOT, "%.0f MB/s", bytes * 1e3 / Math.max(1, nanos));
        }
    }
}
