package org.projectexporter.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.MemoryOutput;
import org.projectexporter.testkit.MemoryWriterContext;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;

final class ZipWriterTest {
    private static final SampleEntry LARGE =
            SampleEntry.file(RawPath.of("take.mov"), SampleContent.noise((1 << 20) + 1));

    private final List<Long> patches = new ArrayList<>();

    /** The positions of the headers that had to be written twice. */
    private List<Long> patchesOf(SampleEntry entry) throws IOException {
        patches.clear();
        MemoryOutput memory = new MemoryOutput();
        ArchiveOutput output = new ArchiveOutput() {
            @Override
            public long position() {
                return memory.position();
            }

            @Override
            public void write(ByteBuffer data) {
                memory.write(data);
            }

            @Override
            public void patch(long position, ByteBuffer data) {
                patches.add(position);
                memory.patch(position, data);
            }
        };
        SampleArchive.write(new ZipFormat(), List.of(entry), 6, output, 1 << 16);
        return patches;
    }

    @Test
    void headerOfALargeStoredFile_isWrittenOnce_whereItsCrcIsKnown() throws IOException {
        assertThat(patchesOf(LARGE.stored())).isEmpty();
        assertThat(patchesOf(LARGE.stored().withUnknownCrc())).containsExactly(0L);
        assertThat(patchesOf(LARGE.stored().withCrc(4711))).containsExactly(0L);
        assertThat(patchesOf(LARGE)).as("its compressed size is not known").containsExactly(0L);
    }

    @Test
    void headerOfASmallFile_isAlwaysWrittenOnce() throws IOException {
        SampleEntry small = SampleEntry.file(RawPath.of("a"), SampleContent.text(1 << 20));
        for (SampleEntry entry : List.of(small, small.stored(), small.withUnknownCrc(), small.withCrc(4711))) {
            assertThat(patchesOf(entry)).isEmpty();
        }
    }

    @Test
    void stateOfAnotherVersion_isRefused() {
        assertThatThrownBy(() -> new ZipFormat()
                        .restoreWriter(new MemoryOutput(), new MemoryWriterContext(6), new byte[100], null))
                .hasMessageContaining("another version");
    }
}
