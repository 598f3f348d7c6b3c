package org.projectexporter.tar;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.MemoryChannel;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;

/** Any bytes read as a tar, or as pax records, are refused by an {@link IOException}, or read to their end. */
class TarFuzzTest {
    private static final int BLOCK_BYTES = UstarHeader.BLOCK_BYTES;

    static Stream<byte[]> seeds() throws IOException {
        List<SampleEntry> entries = List.of(
                SampleEntry.folder(RawPath.of("film")),
                SampleEntry.file(RawPath.of("film/text"), SampleContent.text(30)),
                SampleEntry.symbolicLink(RawPath.of("film/link"), RawPath.of("ü")),
                SampleEntry.hardLink(RawPath.of("film/t2"), RawPath.of("film/text")));
        return Stream.of(
                SampleArchive.write(new TarFormat(), entries, 6),
                "18 path=film/text\n16 mtime=17.25\n20 size=8589934592\n".getBytes(StandardCharsets.US_ASCII));
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyBytes_areRefusedOrRead(byte[] bytes) {
        byte[] sealed = sealed(bytes);
        read(Dialect.GNU, bytes);
        read(Dialect.GNU, sealed);
        read(Dialect.OWN, sealed);
        try {
            PaxValues values = PaxValues.parse(bytes);
            values.size(0);
            values.mtime(0);
        } catch (IOException refused) {
            // as it should be
        }
    }

    /** Corrects the checksum of each block that looks like a header, which no fuzzer would find. */
    private static byte[] sealed(byte[] bytes) {
        byte[] all = bytes.clone();
        for (int at = 0; at + BLOCK_BYTES <= all.length; at += BLOCK_BYTES) {
            byte[] block = java.util.Arrays.copyOfRange(all, at, at + BLOCK_BYTES);
            if (block[257] == 'u') {
                String sum = String.format(Locale.ROOT, "%06o\0 ", UstarHeader.checksum(block));
                System.arraycopy(sum.getBytes(StandardCharsets.US_ASCII), 0, all, at + 148, 8);
            }
        }
        return all;
    }

    private static void read(Dialect dialect, byte[] bytes) {
        try (ArchiveReader reader = new TarReader(new ChannelContent(new MemoryChannel(bytes)), false, dialect)) {
            while (reader.next() != null) {
                reader.content().transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException refused) {
            // as it should be
        }
    }
}
