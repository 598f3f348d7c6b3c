package org.projectexporter.git.folder;

import java.security.MessageDigest;

import org.projectexporter.spi.files.Digests;

/** The hash that a repository names its objects by: {@code extensions.objectFormat} in git-config(1). */
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

    /** As Git's configuration calls it. */
    public String configName() {
        return this == SHA256 ? "sha256" : "sha1";
    }

    public MessageDigest newDigest() {
        return Digests.newDigest(algorithm);
    }

    /** Whether {@code text} is an id, whole, in lower-case hexadecimal. */
    public boolean isId(String text) {
        return text.length() == digits()
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /** Whether an id is all zeros, which stands for no object. */
    public static boolean isNull(String id) {
        return id.chars().allMatch(c -> c == '0');
    }
}
