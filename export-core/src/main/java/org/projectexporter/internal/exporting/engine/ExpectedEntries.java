package org.projectexporter.internal.exporting.engine;

import java.io.IOException;
import java.util.HexFormat;
import java.util.SplittableRandom;

import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;

/**
 * Fills a ledger with planned entries as if they were written, so that the manifest and SHA256SUMS can be made before
 * the archive. The digests of content that was not read are random numbers: they take as much space as the true ones,
 * also when they are compressed.
 */
public final class ExpectedEntries {
    private static final int DIGEST_BYTES = 32;

    private final Ledger ledger;
    private final SplittableRandom random = new SplittableRandom(0);
    private final byte[] digest = new byte[DIGEST_BYTES];

    public ExpectedEntries(Ledger ledger) {
        this.ledger = ledger;
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

    private String digestOf(PlannedEntry entry) {
        ContentCheck check = entry.check();
        if (check != null) {
            return check.sha256();
        }
        random.nextBytes(digest);
        return HexFormat.of().formatHex(digest);
    }
}
