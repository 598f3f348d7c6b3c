package org.projectexporter.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.projectexporter.testkit.MemoryOutput;
import org.projectexporter.testkit.MemoryWriterContext;
import org.projectexporter.testkit.SampleContent;

final class GzipStreamTest {
    private final MemoryOutput output = new MemoryOutput();

    private static void put(GzipStream stream, byte[] piece, boolean compress) throws IOException {
        stream.begin(piece.length, compress);
        stream.write(ByteBuffer.wrap(piece));
    }

    private byte[] gunzip() throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(output.toByteArray())).readAllBytes();
    }

    @Test
    void piecesOfBothKinds_areJoined() throws IOException {
        byte[] text = SampleContent.text((1 << 20) + 100);
        byte[] noise = SampleContent.noise(70_000);
        try (GzipStream stream = GzipStream.begin(output, new MemoryWriterContext(6))) {
            put(stream, text, true);
            put(stream, noise, false);
            put(stream, noise, false);
            put(stream, text, true);
            put(stream, text, true);
            stream.finish();
        }
        ByteBuffer expected = ByteBuffer.allocate(3 * text.length + 2 * noise.length);
        expected.put(text).put(noise).put(noise).put(text).put(text);
        assertThat(gunzip()).isEqualTo(expected.array());
    }

    @Test
    void storedPiece_costsFiveBytesInSixtyFourKib() throws IOException {
        byte[] noise = SampleContent.noise(10 << 20);
        try (GzipStream stream = GzipStream.begin(output, new MemoryWriterContext(6))) {
            put(stream, noise, false);
            stream.finish();
        }
        assertThat(gunzip()).isEqualTo(noise);
        assertThat(output.position()).isEqualTo(noise.length + 5 * 161 + 10 + 2 + 8);
    }

    @Test
    void streamOfNothing_isValid() throws IOException {
        try (GzipStream stream = GzipStream.begin(output, new MemoryWriterContext(6))) {
            stream.finish();
        }
        assertThat(gunzip()).isEmpty();
    }

    @Test
    void byteAfterTheMember_isDetected_evenIfAReadEndsJustBeforeIt() throws IOException {
        try (GzipStream stream = GzipStream.begin(output, new MemoryWriterContext(6))) {
            stream.finish();
        }
        InputStream member = new ByteArrayInputStream(output.toByteArray());
        InputStream more = new ByteArrayInputStream(new byte[1]);
        try (GzipContent content = new GzipContent(new SequenceInputStream(member, more), Dialect.OWN)) {
            assertThatThrownBy(content::readAllBytes).hasMessageContaining("follow the end");
        }
    }

    /**
     * The state of a writer is small there, and the positions must not change inadvertently: an archive may be half
     * written.
     */
    @Test
    void segmentsEnd_aroundLargeContents_andOnceTheyHoldFourMib() throws IOException {
        try (GzipStream stream = GzipStream.begin(output, new MemoryWriterContext(6))) {
            stream.beginContent(1 << 20, true);
            stream.write(ByteBuffer.wrap(SampleContent.text(1000)));
            assertThat(stream.offerSnapshot(state -> {})).as("within a segment").isFalse();
            stream.endEntry(1 << 20);
            assertThat(stream.offerSnapshot(state -> {})).as("of little").isFalse();
            stream.beginContent((1 << 20) + 1, true);
            assertThat(stream.offerSnapshot(state -> {}))
                    .as("before a large content")
                    .isTrue();
            stream.write(ByteBuffer.wrap(SampleContent.text(1000)));
            stream.endEntry((1 << 20) + 1);
            assertThat(stream.offerSnapshot(state -> {})).as("after it").isTrue();
            stream.begin(4 << 20, true);
            stream.write(ByteBuffer.wrap(SampleContent.text((4 << 20) - 1)));
            stream.endEntry(0);
            assertThat(stream.offerSnapshot(state -> {}))
                    .as("with one byte less than 4 MiB")
                    .isFalse();
            stream.write(ByteBuffer.wrap(new byte[1]));
            stream.begin(9, true);
            stream.write(ByteBuffer.wrap(new byte[9]));
            stream.endEntry(0);
            assertThat(stream.offerSnapshot(state -> {})).as("with more").isTrue();
        }
    }

    @Test
    void stateOfAnotherVersion_isRefused() {
        assertThatThrownBy(() -> GzipStream.restore(output, new MemoryWriterContext(6), new byte[100]))
                .isInstanceOf(TarException.class)
                .hasMessageContaining("another version");
        assertThatThrownBy(() -> PlainStream.restore(output, new byte[100])).hasMessageContaining("another version");
    }

    /**
     * Entries that fill complete blocks: a snapshot can be taken within a segment, which then ends where it would have.
     */
    @Test
    void stream_resumedWithinASegment_endsItInTheSamePlace() throws IOException {
        byte[] block = SampleContent.text(1 << 20);
        List<byte[]> states = new ArrayList<>();
        MemoryOutput cut = new MemoryOutput();
        MemoryWriterContext context = new MemoryWriterContext(6);
        try (GzipStream stream = GzipStream.begin(output, context)) {
            for (int i = 0; i < 6; i++) {
                put(stream, block, true);
                stream.endEntry(1 << 20);
                if (i == 0) {
                    assertThat(stream.offerSnapshot(states::add)).isTrue();
                    cut.write(ByteBuffer.wrap(output.toByteArray()));
                }
            }
            stream.finish();
        }
        try (GzipStream stream = GzipStream.restore(cut, context, states.get(0))) {
            for (int i = 1; i < 6; i++) {
                put(stream, block, true);
                stream.endEntry(1 << 20);
            }
            stream.finish();
        }
        assertThat(cut.toByteArray()).isEqualTo(output.toByteArray());
    }
}
