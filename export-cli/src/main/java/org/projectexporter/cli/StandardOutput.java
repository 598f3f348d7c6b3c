package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output, which remembers the first error of a write. A {@link PrintStream} alone swallows the cause. */
final class StandardOutput extends PrintStream {
    private final Recording recording;

    private StandardOutput(Recording recording) {
        super(recording, true, StandardCharsets.UTF_8);
        this.recording = recording;
    }

    /** That of this process. */
    static StandardOutput ofProcess() {
        return on(new FileOutputStream(FileDescriptor.out));
    }

    /** Text that is written to {@code stream} as UTF-8. */
    static StandardOutput on(OutputStream stream) {
        return new StandardOutput(new Recording(stream));
    }

    /** The first error; null if everything was written so far, or the reader has closed the pipe. */
    @Nullable
    IOException failure() {
        flush();
        IOException first = recording.first;
        return first == null || isClosedPipe(first) ? null : first;
    }

    /** EPIPE: the reader has seen enough, like {@code head}, and has no use for a message. */
    private static boolean isClosedPipe(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Broken pipe");
    }

    private static final class Recording extends OutputStream {
        private final OutputStream stream;
        private volatile @Nullable IOException first;

        private Recording(OutputStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                stream.write(bytes, offset, length);
            } catch (IOException e) {
                first = first == null ? e : first;
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            stream.flush();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
