package org.projectexporter.spi.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests that every Java platform has. */
public final class Digests {
    private Digests() {}

    /**
     * {@return a new digest}
     *
     * @param algorithm {@code SHA-1} or {@code SHA-256}, as {@link MessageDigest} requires them of every platform
     */
    public static MessageDigest newDigest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
