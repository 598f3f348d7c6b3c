package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** Compares the manifest with the entries before it, and the headers of the last two entries with the manifest. */
final class MetadataCheck {
    private static final int MODE = 0644;

    private final ManifestClaims claims;
    private final LinkedFiles links;
    private final Map<EntryType, Long> entries = new EnumMap<>(EntryType.class);
    private long bytes;
    private long dependencies;
    private long dependencyBytes;
    private final boolean repacked;
    private boolean attributesDiffer;
    private @Nullable String wrong;

    /**
     * Compares; {@code log} has all entries but the last two. Throws an {@link IOException} if the manifest's name is
     * not a path.
     *
     * @param repacked whether another program packed the files again: then only content is compared, and not what a
     *     user's umask, the order of a folder or a time without fractions changes
     */
    MetadataCheck(ManifestClaims claims, EntryLog log, boolean repacked) throws IOException {
        this.claims = claims;
        this.repacked = repacked;
        this.links = new LinkedFiles(log);
        attributesDiffer = !contentsSha256(log).equals(claims.value("contents_sha256"));
        if (attributesDiffer && !repacked) {
            wrong("names, modes, links or folders do not match their checksum in the manifest");
        }
        requireName(log);
        require("statistics.folders", count(EntryType.DIRECTORY));
        require("statistics.symbolic_links", count(EntryType.SYMBOLIC_LINK));
        require("statistics.total_files", count(EntryType.FILE) + count(EntryType.HARD_LINK));
        require("statistics.total_size_bytes", bytes);
        if (dependencies > 0) {
            require("statistics.dependencies.files", dependencies);
            require("statistics.dependencies.bytes", dependencyBytes);
        }
    }

    private String contentsSha256(EntryLog log) throws IOException {
        ContentsDigest contents = new ContentsDigest();
        RawPath project = claims.name();
        EntryLog.Reader reader = log.read();
        for (EntryLog.Entry entry = reader.next(); entry != null; entry = reader.next()) {
            if (entry.path().equals(MetadataNames.RESTORE_LFS)) {
                continue; // it follows from the manifest: StoreClaims
            }
            EntryLog.Entry file = links.fileOf(entry);
            long size = file == null ? 0 : file.size();
            String sha256 = file == null ? null : file.sha256();
            contents.add(entry, size, sha256 == null ? "" : sha256);
            if (entry.path().startsWith(project)) {
                entries.merge(entry.type(), 1L, Long::sum);
                bytes += size;
            } else {
                dependencies += entry.type() == EntryType.FILE || entry.type() == EntryType.HARD_LINK ? 1 : 0;
                dependencyBytes += size;
            }
        }
        return contents.value();
    }

    /** The project's folder is the first entry. */
    private void requireName(EntryLog log) throws IOException {
        EntryLog.Entry first = log.read().next();
        if (first != null && !first.path().equals(claims.name())) {
            wrong("the manifest says that the project is called " + claims.name() + ", and it is " + first.path());
        }
    }

    private long count(EntryType type) {
        return entries.getOrDefault(type, 0L);
    }

    private void require(String field, Object found) {
        if (!claims.value(field).equals(found.toString())) {
            wrong("the manifest says that " + field + " is " + claims.value(field) + ", and it is " + found);
        }
    }

    private void wrong(String what) {
        wrong = wrong == null ? what : wrong;
    }

    /** The manifest and SHA256SUMS must have the time of the export. */
    void requireHeadOf(ArchiveEntry entry) {
        if (repacked) {
            return;
        }
        try {
            Instant exported = Instant.parse(claims.value("exported_at"));
            if (entry.mode() != MODE || !entry.mtime().equals(exported)) {
                wrong("the mode or time of " + entry.path() + " is not that of the export");
            }
        } catch (DateTimeException e) {
            wrong("the manifest does not say when the export was");
        }
    }

    /** Reports the mismatch with the manifest, unless a more specific problem was found. */
    void reportTo(Problems problems) {
        if (wrong != null && !problems.hasFound()) {
            problems.at(-1, null, wrong);
        }
    }

    /** Whether names, modes, links or folders are not those of the export, as far as they may differ. */
    boolean attributesDiffer() {
        return attributesDiffer;
    }

    ManifestClaims claims() {
        return claims;
    }

    LinkedFiles links() {
        return links;
    }
}
