package org.projectexporter.sidecar.internal.jobs;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CancellationException;

import org.projectexporter.CancellationToken;

/** A body that is no longer read once its import was cancelled: {@link CancellationException}. */
final class CancellableBody extends FilterInputStream {
    private final CancellationToken token;

    CancellableBody(InputStream body, CancellationToken token) {
        super(body);
        this.token = token;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (token.isCancelled()) {
            throw new CancellationException();
        }
        return super.read(into, offset, length);
    }
}
