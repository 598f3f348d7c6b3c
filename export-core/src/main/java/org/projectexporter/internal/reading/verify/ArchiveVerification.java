package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.projectexporter.CancellationToken;
import org.projectexporter.ImportLimits;
import org.projectexporter.VerifyResult;
import org.projectexporter.internal.io.Sha256;
import org.projectexporter.internal.layout.ArchiveParts;
import org.projectexporter.internal.layout.Bag;
import org.projectexporter.internal.layout.BagReader;
import org.projectexporter.internal.layout.ChecksumsFile;
import org.projectexporter.internal.layout.FormatOfContent;
import org.projectexporter.internal.layout.JoinedChannel;
import org.projectexporter.internal.progress.VerifyListener;
import org.projectexporter.internal.reading.admission.IncomingArchive;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.files.SealFormat;
import org.projectexporter.spi.files.SeenNames;

/** Verifies an archive under its own name, with the files next to it. To be run once. */
public final class ArchiveVerification {
    private static final long LARGEST_BESIDE = 256 << 20;

    private final ArchiveParts archive;
    private final ArchiveFormat format;
    private final @Nullable ChecksumsFile sums;
    private final Problems problems;
    private List<ArchiveParts.Part> read;
    private final List<String> notes = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private @Nullable String repackedNote;
    private @Nullable SealsCheck seals;

    /**
     * Finds the archive and the files next to it.
     *
     * @throws IOException if there is none, or its name does not end in the suffix of a known format
     */
    public ArchiveVerification(Path given, List<ArchiveFormat> formats) throws IOException {
        archive = ArchiveParts.find(given);
        format = FormatOfContent.find(archive, formats);
        sums = ChecksumsFile.nextTo(archive);
        problems = new Problems(archive.parts());
        read = archive.parts();
    }

    /** The number of bytes that will be read. */
    public long bytes() {
        return archive.bytes();
    }

    public ArchiveFormat format() {
        return format;
    }

    /**
     * Whether the manifest is available before the whole archive is read: next to it, or because its content can be
     * skipped.
     */
    public boolean hasManifestEarly() {
        return !format.compresses()
                || format.crcInHeader()
                || (sums != null && sums.sha256Of(ChecksumsFile.MANIFEST) != null);
    }

    /** The file that the archive is; empty if it is in volumes. */
    public Optional<Path> file() {
        return archive.isSplit() ? Optional.empty() : Optional.of(archive.archive());
    }

    /** Has {@code copy} read in place of {@link #file}: a file of the same length, with the content to be verified. */
    public void readFrom(Path copy) {
        read = List.of(new ArchiveParts.Part(copy, 1, archive.bytes()));
    }

    /** Has {@link #run(VerifyListener, CancellationToken)} check seals of these kinds, too. */
    public ArchiveVerification checkingSeals(List<SealFormat> kinds) {
        seals = new SealsCheck(kinds);
        return this;
    }

    /** Reads the whole archive. */
    public VerifyResult run(VerifyListener listener, CancellationToken cancellation) throws IOException {
        return readAll(seals == null ? EntrySink.NONE : seals, BagReader::open, listener, cancellation);
    }

    /**
     * Reads the whole of an untrusted archive and passes each entry to {@code sink} as well, before it is known whether
     * the archive is intact.
     *
     * @param names initially empty; contains all entries at the end
     * @throws org.projectexporter.RefusedArchiveException if the archive is not an export, is ambiguous, or too large
     * @throws IOException if reading fails, or the sink throws it
     */
    public VerifyResult run(
            EntrySink sink,
            SeenNames names,
            ImportLimits limits,
            VerifyListener listener,
            CancellationToken cancellation)
            throws IOException {
        try {
            return readAll(
                    sink,
                    (how, channel) -> RefusingReader.open(() -> IncomingArchive.open(how, channel, limits, names)),
                    listener,
                    cancellation);
        } catch (SinkException e) {
            throw e.failure();
        }
    }

    private VerifyResult readAll(
            EntrySink sink, Verification.Opening opening, VerifyListener listener, CancellationToken cancellation)
            throws IOException {
        VolumesCheck volumes = new VolumesCheck(archive, sums, problems);
        boolean complete = volumes.areAllThere();
        Verification verification = new Verification(read, problems, listener, cancellation);
        verification.readAll(complete ? format : null, false, opening, sink);
        boolean proven = volumes.compare(verification.sha256()) && complete;
        if (volumes.explainAll()) {
            problems.keepThoseOfFiles();
        }
        checkFileNextToArchive(ChecksumsFile.MANIFEST, verification.manifestSha256());
        checkFileNextToArchive(ChecksumsFile.RESTORE_NOTE, null);
        checkFileNextToArchive(ChecksumsFile.REPORT, null);
        repackedNote = verification.repackedNote();
        if (seals != null && problems.isEmpty() && verification.seal().equals(Bag.SEAL)) {
            notes.add(verification.files() + " files match the manifest of the bag (BagIt 1.0)");
        } else if (seals != null && problems.isEmpty() && !verification.seal().isEmpty()) {
            notes.addAll(seals.run(
                    verification.seal(), () -> format.openReader(new JoinedChannel(read)), problems, cancellation));
        }
        if (problems.isEmpty() && repackedNote != null) {
            notes.add(repackedNote);
        } else if (problems.isEmpty() && !proven) {
            notes.add(volumes.whyNotProven());
        }
        return VerifyResult.builder(archive.archive())
                .volumes(archive.files())
                .archiveBytes(archive.bytes())
                .files(verification.files())
                .bytes(verification.bytes())
                .framingProven(proven)
                .problems(problems.all())
                .notes(notes)
                .duration(Duration.ofNanos(System.nanoTime() - startNanos))
                .build();
    }

    /** What to report about an archive that another program packed again; empty if none did, or it was not read yet. */
    public Optional<String> repackedNote() {
        return Optional.ofNullable(repackedNote);
    }

    /** A file next to the archive may be missing; if it exists, it must have the content that was written. */
    private void checkFileNextToArchive(String suffix, @Nullable String alsoInArchive) throws IOException {
        Path file = archive.sibling(suffix);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST_BESIDE) {
            return;
        }
        String found = HexFormat.of().formatHex(Sha256.newDigest().digest(Files.readAllBytes(file)));
        String listed = sums == null ? null : sums.sha256Of(suffix);
        if (listed != null && !listed.equals(found)) {
            problems.ofFile(file, -1, "differs from its checksum in " + nameOf(ChecksumsFile.SUFFIX));
        } else if (alsoInArchive != null && !alsoInArchive.equals(found)) {
            problems.ofFile(file, -1, "is not the manifest in the archive");
        }
    }

    private String nameOf(String suffix) {
        return String.valueOf(archive.sibling(suffix).getFileName());
    }
}
