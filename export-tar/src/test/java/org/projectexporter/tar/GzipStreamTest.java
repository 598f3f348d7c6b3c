package org.projectexporter.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
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
    void byteBehindTheMember_isSeen_alsoWhereAReadEndsJustBeforeIt() throws IOException {
        try (GzipStream stream = GzipStream.begin(output, new MemoryWriterContext(6))) {
            stream.finish();
        }
        InputStream member = new ByteArrayInputStream(output.toByteArray());
        InputStream more = new ByteArrayInputStream(new byte[1]);
        try (GzipContent content = new GzipContent(new SequenceInputStream(member, more))) {
            assertThatThrownBy(content::readAllBytes).hasMessageContaining("follow the end");
        }
    }
}
