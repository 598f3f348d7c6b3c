package org.projectexporter.internal.io;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every Java platform has. */
public final class Sha256 {
    /** A prototype to be cloned, which costs less than asking the security providers for each file. */
    private static final MessageDigest UNUSED = find();

    private Sha256() {}

    /** A new digest. */
    public static MessageDigest newDigest() {
        try {
            return (MessageDigest) UNUSED.clone();
        } catch (CloneNotSupportedException e) {
            return find();
        }
    }

    private static MessageDigest find() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
