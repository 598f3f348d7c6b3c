package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.util.Arrays;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.Digests;

/**
 * Checks that a Git pack or pack index ends in the checksum of what precedes it.
 *
 * <p>Source: gitformat-pack(5): a pack ends in the hash of all of the above; an index in the pack's hash and then the
 * hash of all of the above. The hash is SHA-1, or SHA-256 in a repository of that object format, whose packs are named
 * by 64 digits.
 */
final class PackTrailer {
    private static final int LONGEST_HASH = 32;

    private final MessageDigest digest;
    private final int hashBytes;
    private final boolean index;
    private final String name;
    private final long size;
    private final byte[] tail;
    private long bytes;

    private PackTrailer(String name, boolean index, String algorithm, int hashBytes, long size) {
        this.name = name;
        this.index = index;
        this.hashBytes = hashBytes;
        this.size = size;
        this.tail = new byte[2 * hashBytes];
        this.digest = Digests.newDigest(algorithm);
    }

    /** The check for a file with that path; null if Git does not use such a name for a pack or its index. */
    static @Nullable PackTrailer of(RawPath path, long size) {
        String text = path.toString();
        int slash = text.lastIndexOf('/');
        String file = text.substring(slash + 1);
        String folder = "/" + text.substring(0, Math.max(0, slash));
        boolean index = file.endsWith(".idx");
        if (!file.matches("pack-([0-9a-f]{40}|[0-9a-f]{64})\\.(pack|idx)")
                || !folder.endsWith("/objects/pack")
                || !(folder + "/").contains("/.git/")) {
            return null;
        }
        String name = text.substring(0, text.lastIndexOf('.'));
        boolean sha256 = file.length() > LONGEST_HASH * 2;
        return new PackTrailer(name, index, sha256 ? "SHA-256" : "SHA-1", sha256 ? LONGEST_HASH : 20, size);
    }

    void update(byte[] data, int length) {
        long digested = size - hashBytes;
        int n = (int) Math.max(0, Math.min(length, digested - bytes));
        digest.update(data, 0, n);
        for (int i = (int) Math.max(0, Math.min(length, size - tail.length - bytes)); i < length; i++) {
            long at = bytes + i - (size - tail.length);
            if (at >= 0 && at < tail.length) {
                tail[(int) at] = data[i];
            }
        }
        bytes += length;
    }

    /** Whether the file ends in its own checksum. */
    boolean isRight() {
        return size >= hashBytes && Arrays.equals(digest.digest(), Arrays.copyOfRange(tail, hashBytes, tail.length));
    }

    boolean isIndex() {
        return index;
    }

    /** The path without its suffix, which a pack and its index share. */
    String name() {
        return name;
    }

    /** The pack's checksum: a pack's own, or the one recorded in an index. */
    byte[] packChecksum() {
        return index ? Arrays.copyOf(tail, hashBytes) : Arrays.copyOfRange(tail, hashBytes, tail.length);
    }
}
