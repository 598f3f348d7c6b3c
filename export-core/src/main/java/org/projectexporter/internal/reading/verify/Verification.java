package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.VerifyResult;
import org.projectexporter.internal.layout.ArchiveParts.Part;
import org.projectexporter.internal.layout.Bag;
import org.projectexporter.internal.layout.BagReader;
import org.projectexporter.internal.layout.JoinedChannel;
import org.projectexporter.internal.progress.VerifyListener;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.files.MemoryException;

/** Reads an archive once, from its first byte to its last, and verifies its content. To be run once, by one thread. */
public final class Verification {
    private final List<Part> parts;
    private final Problems problems;
    private final VerifyListener listener;
    private final CancellationToken cancellation;
    private List<String> sha256 = List.of();
    private @Nullable String manifestSha256;
    private @Nullable String repackedNote;
    private String seal = "";
    private long files;
    private long bytes;

    /** Opens a format's reader. */
    interface Opening {
        ArchiveReader open(ArchiveFormat format, SeekableByteChannel archive) throws IOException;
    }

    Verification(List<Part> parts, Problems problems, VerifyListener listener, CancellationToken cancellation) {
        this.parts = List.copyOf(parts);
        this.problems = problems;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /**
     * Verifies files that have just been written, whatever their names: they are read past the page cache if the file
     * system supports it.
     *
     * @param files the parts of the archive, in order
     * @param expectedSha256 the expected digest of each part, in hexadecimal
     * @return the problems; empty if there are none
     * @throws IOException if they cannot be read
     */
    public static List<VerifyResult.Problem> run(
            ArchiveFormat format,
            List<Path> files,
            List<String> expectedSha256,
            VerifyListener listener,
            CancellationToken cancellation)
            throws IOException {
        List<Part> parts = new ArrayList<>();
        for (Path file : files) {
            parts.add(new Part(file, parts.size() + 1, Files.size(file)));
        }
        Problems problems = new Problems(parts);
        Verification verification = new Verification(parts, problems, listener, cancellation);
        verification.readAll(format, true);
        for (int i = 0; i < parts.size(); i++) {
            if (!verification.sha256.get(i).equals(expectedSha256.get(i))) {
                problems.ofFile(files.get(i), i, "the content on the disk is not what was written");
            }
        }
        return problems.all();
    }

    /** Reads all parts; {@code format} is null if parts are missing, so that only digests are computed. */
    void readAll(@Nullable ArchiveFormat format, boolean pastPageCache) throws IOException {
        readAll(format, pastPageCache, BagReader::open, EntrySink.NONE);
    }

    /** Reads all parts with a reader of the caller's choice and passes each entry to {@code sink} as well. */
    void readAll(@Nullable ArchiveFormat format, boolean pastPageCache, Opening opening, EntrySink sink)
            throws IOException {
        long archiveBytes = parts.stream().mapToLong(Part::bytes).sum();
        List<Path> paths = parts.stream().map(Part::file).toList();
        try (BlockFeed feed = new BlockFeed(paths, archiveBytes, pastPageCache);
                FeedChannel channel = new FeedChannel(feed, new JoinedChannel(parts), listener, cancellation)) {
            if (format != null) {
                checkEntries(format, channel, opening, sink);
            }
            channel.drain();
            sha256 = feed.sha256();
        }
    }

    private void checkEntries(ArchiveFormat format, FeedChannel channel, Opening opening, EntrySink sink)
            throws IOException {
        @Nullable EntriesCheck check = null;
        try (ArchiveReader reader = opening.open(format, channel)) {
            check = new EntriesCheck(reader, channel.size(), problems, listener, sink);
            check.run();
            if (reader instanceof BagReader bag
                    && check.hasManifest()
                    && bag.isBag() != check.seal().equals(Bag.SEAL)) {
                problems.at(
                        -1,
                        null,
                        bag.isBag()
                                ? "it is a BagIt bag, and its manifest does not say so"
                                : "its manifest says that it is a BagIt bag, and it is not");
            }
        } catch (IOException | RuntimeException e) {
            rethrowUnlessDamage(e);
            if (!problems.hasFound()) {
                problems.at(
                        Math.min(channel.position(), channel.size()),
                        null,
                        "the " + format.name() + " is damaged at or before this place: " + found(e));
            }
        }
        if (check != null) {
            files = check.files();
            bytes = check.bytes();
            manifestSha256 = check.manifestSha256();
            repackedNote = check.repackedNote();
            seal = check.seal();
        }
    }

    /** What is wrong, without the place, which the problem has anyway. */
    static String found(Exception e) {
        return e instanceof RefusedArchiveException refused ? refused.found() : String.valueOf(e.getMessage());
    }

    /** Rethrows what does not indicate damage: unreadable files and cancellation. */
    static void rethrowUnlessDamage(Exception e) throws IOException {
        if (e instanceof UnreadableException unreadable) {
            throw unreadable;
        }
        if (e instanceof MemoryException tooMuch) {
            throw tooMuch;
        }
        if (e instanceof SinkException failed) {
            throw failed;
        }
        if (e instanceof ExportCancelledException cancelled) {
            throw cancelled;
        }
    }

    /** SHA-256 of each part, in hexadecimal. */
    List<String> sha256() {
        return sha256;
    }

    /** SHA-256 of the manifest in the archive; null if none was found. */
    @Nullable
    String manifestSha256() {
        return manifestSha256;
    }

    /** What a caller should know about an archive that another program packed again; null if none did. */
    @Nullable
    String repackedNote() {
        return repackedNote;
    }

    /** The kind of seal that the manifest says the archive has; empty if it has none. */
    String seal() {
        return seal;
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }
}
