package org.projectexporter.internal.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.projectexporter.internal.digest.Sha256;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.Spool;

/** What is in the archive so far: counts, checksums, and what went otherwise than planned. */
public final class Ledger {
    /** Files and bytes of one kind. */
    public record Count(long files, long bytes) {
        private Count plus(long size) {
            return new Count(files + 1, bytes + size);
        }
    }

    /** A Git index, which is in the archive but not in SHA256SUMS. */
    public record Unsummed(RawPath path, String sha256) {}

    private final Spool sums;
    private final MessageDigest contents = Sha256.newDigest();
    private final Map<EntryType, Long> types = new EnumMap<>(EntryType.class);
    private final Map<EntryRole, Count> roles = new EnumMap<>(EntryRole.class);
    private final List<Unsummed> unsummed = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<PlannedEntry> vanished = new ArrayList<>();

    private record LinkedFile(String sha256, long device, long inode) {}

    private final Map<RawPath, LinkedFile> linkedFiles = new HashMap<>();

    /** A ledger that puts the lines of SHA256SUMS into {@code sums}. */
    public Ledger(Spool sums) {
        this.sums = sums;
    }

    /** Notes a folder or symbolic link. */
    void enter(PlannedEntry entry) {
        types.merge(entry.type(), 1L, Long::sum);
        String target = entry.linkTarget() == null ? "" : latin1(entry.linkTarget());
        digest(entry, target);
    }

    /** Notes a file or hard link; {@code stat} is that of a file which further names may link to. */
    void enter(PlannedEntry entry, String sha256, @Nullable FileStat stat) throws IOException {
        types.merge(entry.type(), 1L, Long::sum);
        roles.merge(entry.role(), new Count(1, entry.size()), (old, one) -> old.plus(one.bytes));
        digest(entry, entry.size() + " " + sha256);
        if (entry.role() == EntryRole.GIT_INDEX) {
            unsummed.add(new Unsummed(entry.path(), sha256));
        } else {
            sums.append(ByteBuffer.wrap(Sha256Sums.line(sha256, entry.path())));
        }
        if (stat != null && stat.links() > 1) {
            linkedFiles.put(entry.path(), new LinkedFile(sha256, stat.device(), stat.inode()));
        }
    }

    /** One record of {@link #contentsSha256}; a NUL ends each field, since no path holds one. */
    private void digest(PlannedEntry entry, String what) {
        String kind = entry.type() == EntryType.DIRECTORY ? "d" : entry.type() == EntryType.SYMBOLIC_LINK ? "l" : "f";
        String mode = entry.type() == EntryType.SYMBOLIC_LINK ? "-" : Integer.toOctalString(entry.mode());
        String text = kind + '\0' + mode + '\0' + latin1(entry.path()) + '\0' + what + '\0';
        contents.update(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String latin1(RawPath path) {
        return new String(path.bytes(), StandardCharsets.ISO_8859_1);
    }

    /** The digest of the file that was entered as {@code path}; null if none was, or {@code name} is no name of it. */
    @Nullable
    String linkedFile(RawPath path, FileStat name) {
        LinkedFile file = linkedFiles.get(path);
        if (file == null || file.device != name.device() || file.inode != name.inode()) {
            return null;
        }
        return file.sha256;
    }

    void report(Finding finding) {
        findings.add(finding);
    }

    void vanished(PlannedEntry entry) {
        vanished.add(entry);
    }

    /** Entries that were planned and are not in the archive, in the order of the plan. */
    public List<PlannedEntry> vanished() {
        return List.copyOf(vanished);
    }

    /** What the engine has found so far. */
    public List<Finding> findings() {
        return findings;
    }

    /** Git indexes, in the order of the archive. */
    public List<Unsummed> unsummed() {
        return unsummed;
    }

    /** Number of entries of this type. */
    public long count(EntryType type) {
        return types.getOrDefault(type, 0L);
    }

    /** Files, each name of a hard-linked one counted, and their bytes. */
    public Count count(EntryRole role) {
        return roles.getOrDefault(role, new Count(0, 0));
    }

    /** All files and their bytes. */
    public Count total() {
        return new Count(
                roles.values().stream().mapToLong(Count::files).sum(),
                roles.values().stream().mapToLong(Count::bytes).sum());
    }

    /** The lines of SHA256SUMS so far. */
    public Spool sums() {
        return sums;
    }

    /** SHA-256 over all entries so far, in hexadecimal; to be called once. */
    public String contentsSha256() {
        return HexFormat.of().formatHex(contents.digest());
    }
}
