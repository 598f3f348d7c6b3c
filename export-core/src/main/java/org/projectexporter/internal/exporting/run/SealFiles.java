package org.projectexporter.internal.exporting.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;
import org.projectexporter.spi.files.SealFormat;

/** Keeps the files of a seal in a folder until they are in the archive. */
final class SealFiles implements SealFormat.Sink {
    private static final int FOLDER_MODE = 0755;
    private static final int FILE_MODE = 0644;

    private final Path folder;
    private final Instant time;
    private final Predicate<RawPath> leftOut;
    private final Reports reports;
    private final List<PlannedEntry> entries = new ArrayList<>();

    /** Receives findings. */
    @FunctionalInterface
    interface Reports {
        void report(Finding finding) throws IOException;
    }

    /**
     * No files yet.
     *
     * @param folder an existing folder, in which no name begins with {@code seal-}
     * @param time the modification time of all files
     */
    SealFiles(Path folder, Instant time, Predicate<RawPath> leftOut, Reports reports) {
        this.folder = folder;
        this.time = time;
        this.leftOut = leftOut;
        this.reports = reports;
    }

    @Override
    public void addFolder(RawPath path) {
        entries.add(PlannedEntry.directory(path, EntryRole.WORKING_TREE, time, FOLDER_MODE));
    }

    /** The check gives the entry a time of its own; that of the file depends on the file system. */
    @Override
    public void addFile(RawPath path, Writing content) throws IOException {
        Path file = folder.resolve("seal-" + entries.size());
        MessageDigest sha256 = Sha256.newDigest();
        try (OutputStream out = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), sha256)) {
            content.to(out);
        }
        String digest = HexFormat.of().formatHex(sha256.digest());
        entries.add(PlannedEntry.file(
                        path,
                        EntryRole.WORKING_TREE,
                        Files.size(file),
                        time,
                        FILE_MODE,
                        new Content.OfFile(file),
                        StorageHint.COMPRESS)
                .withCheck(new ContentCheck(digest, false)));
    }

    @Override
    public boolean isLeftOut(RawPath path) {
        return leftOut.test(path);
    }

    @Override
    public void report(Finding finding) throws IOException {
        reports.report(finding);
    }

    /** All of them, in tree order. */
    List<PlannedEntry> entries() {
        entries.sort(Comparator.comparing(PlannedEntry::path));
        return entries;
    }

    /** A plan with all of them. */
    SealedPlan plan() throws IOException {
        return SealedPlan.of(folder.resolve("plan-seal"), entries());
    }
}
