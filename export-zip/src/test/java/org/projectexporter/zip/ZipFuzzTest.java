package org.projectexporter.zip;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.MemoryChannel;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;

/** Any bytes read as a zip are refused by an {@link IOException}, or read to their end. */
class ZipFuzzTest {
    static Stream<byte[]> seeds() throws IOException {
        List<SampleEntry> entries = List.of(
                SampleEntry.folder(RawPath.of("film")),
                SampleEntry.file(RawPath.of("film/text"), SampleContent.text(300)),
                SampleEntry.file(RawPath.of("film/ü"), SampleContent.noise(20)).stored(),
                SampleEntry.symbolicLink(RawPath.of("film/link"), RawPath.of("text")));
        return Stream.of(
                SampleArchive.write(new ZipFormat(), entries, 6), SampleArchive.write(new ZipFormat(), List.of(), 6));
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyBytes_areRefusedOrRead(byte[] bytes) {
        readStrictly(bytes);
        try (ArchiveReader reader = new ZipFormat().openReader(new MemoryChannel(bytes))) {
            readAll(reader);
        } catch (IOException refused) {
            // as it should be
        }
    }

    private static void readStrictly(byte[] bytes) {
        try (ArchiveReader reader = new ZipFormat().openStrictReader(new MemoryChannel(bytes))) {
            readAll(reader);
        } catch (IOException refused) {
            // as it should be
        }
    }

    private static void readAll(ArchiveReader reader) throws IOException {
        while (reader.next() != null) {
            reader.content().transferTo(OutputStream.nullOutputStream());
        }
    }
}
