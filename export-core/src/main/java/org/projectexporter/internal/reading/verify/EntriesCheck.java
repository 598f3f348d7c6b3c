package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.projectexporter.internal.io.Sha256;
import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.internal.progress.VerifyListener;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.MemoryException;

/**
 * Reads all entries of an archive completely and checks them, each by itself and all against the manifest and
 * SHA256SUMS.
 */
final class EntriesCheck {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int SUMS_BUFFER_BYTES = 1 << 16;

    private static final Set<RawPath> METADATA =
            Set.of(MetadataNames.MANIFEST, MetadataNames.SHA256SUMS, MetadataNames.RESTORE_LFS);

    private final ArchiveReader reader;
    private final Problems problems;
    private final VerifyListener listener;
    private final GuardedSink sink;
    private final EntryLog log = new EntryLog();
    private final MessageDigest sha256 = Sha256.newDigest();
    private final byte[] buffer;
    private final Set<RawPath> reported = new HashSet<>();
    private final List<Problems.Found> ofThisEntry = new ArrayList<>();
    private final List<WrongObject> wrongObjects = new ArrayList<>();
    private final Map<RawPath, Problems.Found> wrongPacks = new HashMap<>();
    private @Nullable PackTrailer lastIndex;
    private @Nullable MetadataCheck metadata;
    private @Nullable String manifestSha256;
    private boolean sumsSeen;
    private boolean scriptSeen;
    private @Nullable RepackedMetadata repacked;
    private long files;
    private long bytes;

    private record WrongObject(RawPath path, String oid, Problems.Found problem) {}

    /** A check of what {@code reader} reads, with a buffer no larger than the archive. */
    EntriesCheck(ArchiveReader reader, long archiveBytes, Problems problems, VerifyListener listener, EntrySink sink) {
        this.reader = reader;
        this.problems = problems;
        this.listener = listener;
        this.sink = new GuardedSink(sink);
        this.buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(8192, archiveBytes))];
    }

    /** Reads to the end. An {@link IOException} means that the archive's structure is broken at that point. */
    void run() throws IOException {
        for (ArchiveEntry entry = reader.next(); entry != null; entry = reader.next()) {
            endProblems(reader.position());
            if (repacked == null && reader.isRepacked() && metadata == null && !sumsSeen) {
                repacked = new RepackedMetadata();
            }
            if (sumsSeen && repacked == null) {
                problem(entry.path(), "follows SHA256SUMS, which is the last entry");
            }
            listener.verifies(entry.path(), entry.type() == EntryType.FILE);
            sink.begins(entry, reader::contentPosition);
            if (check(entry)) {
                sink.ends(entry);
            }
        }
        endProblems(reader.position());
        if (repacked != null) {
            checkRepacked(repacked);
        }
        if (metadata != null && sumsSeen) {
            checkObjectsFromTree(metadata.claims());
            metadata.reportTo(problems);
        } else if (!problems.hasFound()) {
            problems.at(
                    -1,
                    null,
                    "the archive has no " + (metadata == null ? MetadataNames.MANIFEST : MetadataNames.SHA256SUMS)
                            + " at its end; there is nothing to check its contents against");
        }
    }

    private void checkObjectsFromTree(ManifestClaims claims) throws IOException {
        if (scriptSeen || !claims.fromTree().isEmpty()) {
            new StoreClaims(claims, problems).check(log);
        }
    }

    private void endProblems(long position) {
        ofThisEntry.forEach(problem -> problem.endsBefore(position));
        ofThisEntry.clear();
    }

    private Problems.Found problem(RawPath path, String what) {
        Problems.Found found = problems.at(reader.position(), path, what);
        ofThisEntry.add(found);
        return found;
    }

    /** Checks one entry; whether its content could be read. */
    private boolean check(ArchiveEntry entry) throws IOException {
        boolean file = entry.type() == EntryType.FILE;
        if (repacked != null && repacked.takes(entry)) {
            return checkContent(entry);
        } else if (file && entry.path().equals(MetadataNames.MANIFEST) && manifestSha256 == null) {
            return checkManifest(entry);
        } else if (file && entry.path().equals(MetadataNames.SHA256SUMS) && !sumsSeen) {
            return checkSums(entry);
        } else {
            scriptSeen |= entry.path().equals(MetadataNames.RESTORE_LFS);
            return checkContent(entry);
        }
    }

    private boolean checkContent(ArchiveEntry entry) throws IOException {
        boolean file = entry.type() == EntryType.FILE;
        PackTrailer pack = file ? PackTrailer.of(entry.path(), entry.size()) : null;
        boolean read = read(entry, pack);
        String digest = HexFormat.of().formatHex(sha256.digest());
        log(entry, file ? digest : null);
        if (file && read && !MetadataNames.isMetadata(entry.path())) {
            files++;
            bytes += entry.size();
            checkObject(entry.path(), digest);
            checkPack(entry.path(), pack);
        }
        return read;
    }

    private void log(ArchiveEntry entry, @Nullable String digest) throws MemoryException {
        log.add(new EntryLog.Entry(
                entry.path(), entry.type(), entry.mode(), entry.size(), reader.position(), entry.linkTarget(), digest));
    }

    /** Reads to the end; false if the format finds the content damaged. */
    private boolean read(ArchiveEntry entry, @Nullable PackTrailer pack) throws IOException {
        sha256.reset();
        try {
            InputStream in = reader.content();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha256.update(buffer, 0, n);
                sink.takes(buffer, n);
                if (repacked != null) {
                    repacked.keep(entry, buffer, n);
                }
                if (pack != null) {
                    pack.update(buffer, n);
                }
            }
            return true;
        } catch (IOException e) {
            damaged(entry, e);
            return false;
        }
    }

    /** Records damaged content; the next entry may still be readable. */
    private void damaged(ArchiveEntry entry, IOException e) throws IOException {
        Verification.rethrowUnlessDamage(e);
        reported.add(entry.path());
        problem(entry.path(), "its content is damaged: " + Verification.found(e));
    }

    private void checkObject(RawPath path, String digest) {
        String oid = LfsObject.oidOf(path);
        if (oid != null && !oid.equals(digest)) {
            reported.add(path);
            wrongObjects.add(new WrongObject(
                    path, oid, problem(path, "a Git LFS object whose content does not hash to its name")));
        }
    }

    private void checkPack(RawPath path, @Nullable PackTrailer pack) {
        if (pack == null) {
            return;
        }
        if (!pack.isRight()) {
            reported.add(path);
            String what = pack.isIndex() ? "pack index" : "pack";
            wrongPacks.put(path, problem(path, "a Git " + what + " that does not end in its checksum"));
        } else if (pack.isIndex()) {
            lastIndex = pack;
        } else if (lastIndex != null
                && lastIndex.name().equals(pack.name())
                && !Arrays.equals(lastIndex.packChecksum(), pack.packChecksum())) {
            wrongPacks.put(path, problem(path, "a Git pack that does not belong to the index next to it"));
        }
    }

    private boolean checkManifest(ArchiveEntry entry) throws IOException {
        boolean read = true;
        sha256.reset();
        try (InputStream in = new DigestInputStream(sink.tee(reader.content()), sha256)) {
            ManifestClaims claims = ManifestClaims.read(in, oids(wrongObjects), wrongPacks.keySet());
            in.transferTo(OutputStream.nullOutputStream());
            metadata = new MetadataCheck(claims, log, false);
            metadata.requireHeadOf(entry);
            withdrawKnown(claims);
        } catch (IOException e) {
            damaged(entry, e);
            read = false;
        }
        manifestSha256 = HexFormat.of().formatHex(sha256.digest());
        log(entry, manifestSha256);
        return read;
    }

    /** Compares everything at the end: the entries, the manifest and SHA256SUMS may have been in any order. */
    private void checkRepacked(RepackedMetadata kept) throws IOException {
        sumsSeen = kept.hasBoth();
        if (!sumsSeen) {
            return;
        }
        try {
            ManifestClaims claims = ManifestClaims.read(kept.manifest(), oids(wrongObjects), wrongPacks.keySet());
            EntryLog entries = log.sorted(METADATA);
            MetadataCheck check = new MetadataCheck(claims, entries, true);
            metadata = check;
            withdrawKnown(claims);
            EntryLog summed = log.sorted(Set.of(MetadataNames.SHA256SUMS));
            new SumsCheck(summed, check.links(), claims.unsummed(), reported, problems).compare(kept.sums(), -1);
            kept.compareAttributes(check);
        } catch (IOException e) {
            Verification.rethrowUnlessDamage(e);
            problems.at(-1, null, "its manifest or SHA256SUMS cannot be read: " + Verification.found(e));
        }
    }

    /** What a caller should know about an archive that another program packed again; null if none did. */
    @Nullable
    String repackedNote() {
        return repacked == null ? null : repacked.note();
    }

    private static Map<RawPath, String> oids(List<WrongObject> objects) {
        Map<RawPath, String> oids = new HashMap<>();
        objects.forEach(object -> oids.put(object.path(), object.oid()));
        return oids;
    }

    /**
     * Withdraws problems of objects and packs that were already broken in the project: they are exported as they are
     * and listed in the manifest.
     */
    private void withdrawKnown(ManifestClaims claims) {
        for (WrongObject object : wrongObjects) {
            if (claims.isKnownCorrupt(object.path())) {
                problems.withdraw(object.problem());
                reported.remove(object.path());
            }
        }
        wrongPacks.forEach((path, problem) -> {
            if (claims.isKnownCorrupt(path)) {
                problems.withdraw(problem);
                reported.remove(path);
            }
        });
    }

    private boolean checkSums(ArchiveEntry entry) throws IOException {
        sumsSeen = true;
        MetadataCheck manifest = metadata;
        try {
            InputStream in = new BufferedInputStream(sink.tee(reader.content()), SUMS_BUFFER_BYTES);
            if (manifest != null) {
                manifest.requireHeadOf(entry);
                Map<RawPath, String> unsummed = manifest.claims().unsummed();
                new SumsCheck(log, manifest.links(), unsummed, reported, problems).compare(in, reader.position());
            }
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (IOException e) {
            damaged(entry, e);
            return false;
        }
    }

    /** The kind of seal that the manifest says the archive has; empty if it has none. */
    String seal() {
        String name = metadata == null ? "" : metadata.claims().value("export_options.seal");
        return name.equals("null") ? "" : name;
    }

    /** Whether the manifest was found and read. */
    boolean hasManifest() {
        return metadata != null;
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    /** SHA-256 of the manifest in the archive; null if there was none. */
    @Nullable
    String manifestSha256() {
        return manifestSha256;
    }
}
