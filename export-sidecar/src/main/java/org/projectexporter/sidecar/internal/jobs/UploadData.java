package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

/** What a request appends to an upload. */
public final class UploadData {
    private final InputStream body;
    private final @Nullable MessageDigest algorithm;
    private final byte[] digest;

    private UploadData(InputStream body, @Nullable MessageDigest algorithm, byte[] digest) {
        this.body = body;
        this.algorithm = algorithm;
        this.digest = digest;
    }

    /** Data without a checksum. What arrives before its end fails is kept. */
    public static UploadData of(InputStream body) {
        return new UploadData(body, null, new byte[0]);
    }

    /** Data that is discarded if it differs from its digest, or if its end fails. */
    public static UploadData of(InputStream body, MessageDigest algorithm, byte[] digest) {
        return new UploadData(body, algorithm, digest.clone());
    }

    void appendTo(Upload upload, Appending.Reserving space, LongConsumer progress) throws JobException, IOException {
        Appending appending = new Appending(upload, space, progress);
        if (algorithm != null) {
            appending.verifying(algorithm, digest);
        }
        appending.run(body);
    }
}
