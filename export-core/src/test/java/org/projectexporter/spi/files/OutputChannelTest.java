package org.projectexporter.spi.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.util.Arrays;

import org.projectexporter.spi.ArchiveOutput;

class OutputChannelTest {
    /** An output that keeps patches apart from what is appended. */
    private static final class Output implements ArchiveOutput {
        private byte[] bytes = {};

        @Override
        public long position() {
            return bytes.length;
        }

        @Override
        public void write(ByteBuffer data) {
            int at = bytes.length;
            bytes = Arrays.copyOf(bytes, at + data.remaining());
            data.get(bytes, at, data.remaining());
        }

        @Override
        public void patch(long position, ByteBuffer data) {
            if (position + data.remaining() > bytes.length) {
                throw new IllegalArgumentException("past the end");
            }
            data.get(bytes, (int) position, data.remaining());
        }
    }

    private final Output output = new Output();
    private final OutputChannel channel = new OutputChannel(output);

    private static ByteBuffer bytes(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length);
        Arrays.stream(values).forEach(value -> buffer.put((byte) value));
        return buffer.flip();
    }

    @Test
    void write_appends_overwrites_andDoesBothAtTheEnd() throws IOException {
        assertThat(channel.write(bytes(1, 2, 3, 4))).isEqualTo(4);
        channel.position(1).write(bytes(9));
        assertThat(channel.position()).isEqualTo(2);
        assertThat(channel.position(3).write(bytes(7, 8, 9))).isEqualTo(3);

        assertThat(output.bytes).containsExactly(1, 9, 3, 7, 8, 9);
        assertThat(channel.position()).isEqualTo(6);
        assertThat(channel.size()).isEqualTo(6);
    }

    @Test
    void write_pastTheEnd_isReachedByZeros_onlyWhenSomethingIsWritten() throws IOException {
        channel.position(10_000);
        assertThat(channel.size()).isZero();
        channel.write(bytes());
        assertThat(channel.size()).isZero();

        channel.write(bytes(5));

        byte[] expected = new byte[10_001];
        expected[10_000] = 5;
        assertThat(output.bytes).isEqualTo(expected);
    }

    @Test
    void channel_beginsAtTheEndOfWhatIsThere_andTakesAllOfABuffer() throws IOException {
        output.write(bytes(1, 2));
        OutputChannel later = new OutputChannel(output);
        ByteBuffer data = bytes(3, 4).position(1);

        later.write(data);

        assertThat(data.hasRemaining()).isFalse();
        assertThat(output.bytes).containsExactly(1, 2, 4);
    }

    @Test
    void whatAnArchiveCannotDo_isRefused() throws IOException {
        channel.write(bytes(1, 2));

        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(NonReadableChannelException.class);
        assertThatThrownBy(() -> channel.truncate(1)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(channel.truncate(2)).isSameAs(channel);
        assertThatThrownBy(() -> channel.position(-1)).isInstanceOf(IllegalArgumentException.class);
        channel.close();
        channel.close();
        assertThat(channel.isOpen()).isFalse();
        assertThatThrownBy(() -> channel.write(bytes(1))).isInstanceOf(ClosedChannelException.class);
        assertThat(output.bytes).containsExactly(1, 2);
    }
}
