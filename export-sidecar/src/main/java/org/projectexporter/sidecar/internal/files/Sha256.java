package org.projectexporter.sidecar.internal.files;

import java.nio.charset.StandardCharsets;

import org.projectexporter.spi.files.Digests;

/** SHA-256 of texts and bytes. */
public final class Sha256 {
    private Sha256() {}

    /** The digest of {@code text} in UTF-8. */
    public static byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The digest of bytes. */
    public static byte[] of(byte[] bytes) {
        return Digests.newDigest("SHA-256").digest(bytes);
    }
}
