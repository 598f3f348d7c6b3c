package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32;

import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.files.SealFormat;

/** SHA-256 and CRC-32 of one entry's content, and what a seal records of it, computed in a single pass. */
public final class Checksums {
    private final CRC32 crc = new CRC32();
    private final MessageDigest sha256 = Sha256.newDigest();
    private final SealFormat.@Nullable Digest seal;

    /**
     * Nothing yet.
     *
     * @param seal null if no seal records the entry
     */
    public Checksums(SealFormat.@Nullable Digest seal) {
        this.seal = seal;
    }

    /** Adds the bytes between position and limit, and does not change either. */
    public void update(ByteBuffer data) {
        crc.update(data.duplicate());
        sha256.update(data.duplicate());
        if (seal != null) {
            seal.update(data.duplicate());
        }
    }

    /** The digest of the bytes so far; more may follow. */
    byte[] sha256SoFar() {
        try {
            return ((MessageDigest) sha256.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
        }
    }

    public long crc32() {
        return crc.getValue();
    }

    /** What a seal records; null if none does. Called once, at the end. */
    byte @Nullable [] seal() {
        return seal == null ? null : seal.finish();
    }

    /** The digest in hexadecimal; called once, at the end. */
    String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
