package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

/**
 * The digests of a file in the archive.
 *
 * @param sha256 in hexadecimal
 * @param seal what a seal records; null if none does
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FileDigests(String sha256, byte @Nullable [] seal) {
    static FileDigests of(Job.WholeFile file) {
        return new FileDigests(file.sha256(), file.seal());
    }

    /** Those that the ledger has recorded; null if the entry has no content. */
    static @Nullable FileDigests of(LedgerLog.Entered entry) {
        String sha256 = entry.sha256();
        LedgerLog.Sealed sealed = entry.sealed();
        return sha256 == null ? null : new FileDigests(sha256, sealed == null ? null : sealed.digest());
    }
}
