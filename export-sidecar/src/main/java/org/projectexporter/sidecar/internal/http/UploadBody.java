package org.projectexporter.sidecar.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * An archive being uploaded: without a limit on time, but with a minimum rate. Time in which the server does not read
 * does not count. A read failure is caused by the client or the network: {@link ClientLeftException}.
 */
final class UploadBody extends FilterInputStream {
    /** Slower than any connection used to send an archive. */
    private static final long LEAST_BYTES_PER_SECOND = 1024;

    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    /** The client disconnected before it had sent its complete request. */
    static final class ClientLeftException extends IOException {
        private static final long serialVersionUID = 1;

        ClientLeftException(IOException cause) {
            super("the client disconnected: " + cause.getMessage(), cause);
        }
    }

    private final long spanNanos;
    private final long leastBytes;
    private long waitedNanos;
    private long bytes;

    /**
     * Wraps a body.
     *
     * @param span the period over which the rate is averaged
     */
    UploadBody(InputStream body, Duration span) {
        super(body);
        this.spanNanos = span.toNanos();
        this.leastBytes = Math.max(1, spanNanos / NANOS_PER_SECOND * LEAST_BYTES_PER_SECOND);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        long start = System.nanoTime();
        int read = readFromClient(into, offset, length);
        waitedNanos += System.nanoTime() - start;
        bytes += Math.max(0, read);
        if (read >= 0 && waitedNanos >= spanNanos) {
            requirePace();
        }
        return read;
    }

    private int readFromClient(byte[] into, int offset, int length) throws IOException {
        try {
            return super.read(into, offset, length);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw tooSlow();
            }
            throw new ClientLeftException(e);
        }
    }

    private void requirePace() {
        if (bytes < leastBytes) {
            throw tooSlow();
        }
        waitedNanos = 0;
        bytes = 0;
    }

    private static ProblemException tooSlow() {
        return Problems.ofStatus(408, "the archive arrives too slowly: it must be sent at 1 KiB/s or more");
    }
}
