package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SplittableRandom;

import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.files.SealFormat;

/**
 * Fills a ledger with planned entries as if they were written, so that the manifest and SHA256SUMS can be made before
 * the archive. The digests of content that was not read are random numbers: they take as much space as the true ones,
 * also when they are compressed.
 */
public final class ExpectedEntries {
    private static final int DIGEST_BYTES = 32;

    private final Ledger ledger;
    private final SealFormat.@Nullable Seal seal;
    private final SplittableRandom random = new SplittableRandom(0);
    private final byte[] digest = new byte[DIGEST_BYTES];

    /** @param seal of the archive, if any */
    public ExpectedEntries(Ledger ledger, SealFormat.@Nullable Seal seal) {
        this.ledger = ledger;
        this.seal = seal;
    }

    /**
     * Adds an entry.
     *
     * @param contentClass of a file
     * @param compressed whether its content is expected to be compressed
     */
    public void add(PlannedEntry entry, ContentClass contentClass, boolean compressed) throws IOException {
        if (entry.type() == EntryType.FILE) {
            ledger.enterFile(entry, digestOf(entry), null, contentClass, compressed);
        } else if (entry.type() == EntryType.HARD_LINK) {
            ledger.enterLink(entry, digestOf(entry));
        } else {
            ledger.enter(entry);
        }
    }

    private FileDigests digestOf(PlannedEntry entry) {
        ContentCheck check = entry.check();
        random.nextBytes(digest);
        String sha256 = check == null ? HexFormat.of().formatHex(digest) : check.sha256();
        SealFormat.Digest sealed = seal == null ? null : seal.digest(entry.path());
        if (sealed == null) {
            return new FileDigests(sha256, null);
        }
        sealed.update(ByteBuffer.wrap(digest));
        return new FileDigests(sha256, sealed.finish());
    }
}
