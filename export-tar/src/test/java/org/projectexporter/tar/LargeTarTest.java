package org.projectexporter.tar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.MemoryWriterContext;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.SparseFileOutput;
import org.projectexporter.testkit.fixtures.Tools;

/** Files that are too large for the header's size field. */
final class LargeTarTest {
    private static final long NINE_GIB = 9L << 30;
    private static final SampleEntry LAST = SampleEntry.file(RawPath.of("last.txt"), SampleContent.text(1000));

    @TempDir
    private Path folder;

    private Path write(ArchiveFormat format, long size) throws IOException {
        Path archive = folder.resolve("large" + format.suffixes().get(0));
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        try (SparseFileOutput output = new SparseFileOutput(archive);
                ArchiveWriter writer = format.openWriter(output, new MemoryWriterContext(6))) {
            RawPath name = RawPath.of("zeros");
            writer.putEntry(ArchiveEntry.builder(name, EntryType.FILE)
                    .size(size)
                    .mode(0644)
                    .build());
            for (long left = size; left > 0; left -= zeros.limit()) {
                zeros.position(0).limit((int) Math.min(zeros.capacity(), left));
                writer.write(zeros.duplicate());
            }
            writer.closeEntry(0);
            writer.putEntry(LAST.head());
            writer.write(ByteBuffer.wrap(LAST.content()));
            writer.closeEntry(LAST.crc32());
            writer.finish();
        }
        return archive;
    }

    private static void assertComesBack(ArchiveFormat format, Path archive, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(archive);
                ArchiveReader reader = format.openReader(channel)) {
            assertFoundWhole(format, reader, size);
        }
        try (FileChannel channel = FileChannel.open(archive);
                ArchiveReader strict = format.openStrictReader(channel)) {
            assertFoundWhole(format, strict, size);
        }
    }

    private static void assertFoundWhole(ArchiveFormat format, ArchiveReader reader, long size) throws IOException {
        assertThat(reader.next()).extracting(ArchiveEntry::size).isEqualTo(size);
        boolean plain = format.alignsFrom() <= size;
        assertThat(reader.contentPosition()).isEqualTo(plain ? OptionalLong.of(4096) : OptionalLong.empty());
        assertThat(reader.next()).isNotNull();
        assertThat(reader.content().readAllBytes()).isEqualTo(LAST.content());
        assertThat(reader.next()).isNull();
    }

    @Test
    void fileAtTheLimitOfTheSizeField_andBeyond_isReadCompletely_withWhatFollowsIt() throws IOException {
        for (long size : new long[] {(8L << 30) - 1, 8L << 30, NINE_GIB}) {
            Path archive = write(new TarFormat(), size);
            assertComesBack(new TarFormat(), archive, size);
            Files.delete(archive);
        }
    }

    /** Both skip by seeking, so this takes no time. */
    @Test
    void fileOfNineGib_isListedByOthers() throws IOException {
        Tools.require("tar", "bsdtar");
        Path archive = write(new TarFormat(), NINE_GIB);
        for (String tool : new String[] {"tar", "bsdtar"}) {
            assertThat(Exec.in(folder)
                            .run(tool, "-tvf", archive.toString())
                            .ok()
                            .text())
                    .contains(Long.toString(NINE_GIB), "last.txt");
            assertThat(Exec.in(folder)
                            .run(tool, "-xOf", archive.toString(), "last.txt")
                            .ok()
                            .bytes())
                    .isEqualTo(LAST.content());
        }
    }

    @Test
    @Tag("long")
    void fileOfFiveGib_storedInGzip_isReadCompletely_byOthers() throws IOException {
        Tools.require("gzip", "tar");
        long size = 5L << 30;
        Path archive = write(new TarGzipFormat(), size);
        assertComesBack(new TarGzipFormat(), archive, size);
        Exec exec = Exec.in(folder).within(Duration.ofMinutes(10));
        exec.run("gzip", "-t", archive.toString()).ok();
        assertThat(exec.run("tar", "-xzOf", archive.toString(), "last.txt").ok().bytes())
                .isEqualTo(LAST.content());
    }
}
