package org.projectexporter.internal.io;

import java.security.MessageDigest;

import org.projectexporter.spi.files.Digests;

/** SHA-256, which every Java platform has. */
public final class Sha256 {
    /** A prototype to be cloned, which costs less than asking the security providers for each file. */
    private static final MessageDigest UNUSED = Digests.newDigest("SHA-256");

    private Sha256() {}

    /** A new digest. */
    public static MessageDigest newDigest() {
        try {
            return (MessageDigest) UNUSED.clone();
        } catch (CloneNotSupportedException e) {
            return Digests.newDigest("SHA-256");
        }
    }
}
