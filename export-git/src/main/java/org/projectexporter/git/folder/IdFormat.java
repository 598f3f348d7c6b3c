package org.projectexporter.git.folder;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash algorithm of a repository's object ids: {@code extensions.objectFormat} in git-config(1). */
public enum IdFormat {
    SHA1("SHA-1", 20),
    SHA256("SHA-256", 32);

    private final String algorithm;
    private final int bytes;

    IdFormat(String algorithm, int bytes) {
        this.algorithm = algorithm;
        this.bytes = bytes;
    }

    /** Length of an id in binary. */
    public int bytes() {
        return bytes;
    }

    /** Length of an id in hexadecimal. */
    public int digits() {
        return 2 * bytes;
    }

    /** The name of the algorithm in Git's configuration. */
    public String configName() {
        return this == SHA256 ? "sha256" : "sha1";
    }

    /** A new digest of this algorithm. */
    public MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    /** Whether {@code text} is a full id in lower-case hexadecimal. */
    public boolean isId(String text) {
        return text.length() == digits()
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /** Whether an id is all zeros, which means no object. */
    public static boolean isNull(String id) {
        return id.chars().allMatch(c -> c == '0');
    }
}
