package org.projectexporter.internal.exporting.media;

import java.io.IOException;

import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.files.Sha256Table;

/** Finds out how many bytes an archive would be smaller if it had its media once. */
public final class Savings {
    private static final int WORTH_MENTIONING = 10;

    private Savings() {}

    /**
     * The bytes of Git LFS objects in an archive that are also a file of its working tree; 0 if they are less than a
     * tenth of the archive. Compressed objects do not count, since how much they take is not known.
     */
    public static long of(Ledger ledger, long archiveBytes) throws IOException {
        long least = Math.max(1, (archiveBytes + WORTH_MENTIONING - 1) / WORTH_MENTIONING);
        long objects = ledger.count(EntryRole.LARGE_OBJECT).bytes()
                + ledger.count(EntryRole.OLDER_LARGE_OBJECT).bytes();
        if (objects < least) {
            return 0;
        }
        Sha256Table stored = new Sha256Table();
        ledger.visitFiles(file -> {
            if (file.role().isLargeObject() && !file.compressed()) {
                stored.add(file.sha256());
            }
        });
        Counter saved = new Counter();
        ledger.visitFiles(file -> {
            if (file.isOfTree() && stored.get(file.sha256()) == Sha256Table.NONE && stored.contains(file.sha256())) {
                stored.set(file.sha256(), 0);
                saved.bytes += file.size();
            }
        });
        return saved.bytes < least ? 0 : saved.bytes;
    }

    private static final class Counter {
        private long bytes;
    }
}
