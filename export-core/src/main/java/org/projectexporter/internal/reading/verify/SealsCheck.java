package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

import org.projectexporter.CancellationToken;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;
import org.projectexporter.spi.files.SealCheck;
import org.projectexporter.spi.files.SealFormat;

/**
 * Checks the seals of an archive. Which hashes they have is known once the whole archive has been read; so their files
 * are kept, compressed, while that is done, and a sealed archive is read a second time.
 */
final class SealsCheck implements EntrySink {
    private static final int BUFFER_BYTES = 1 << 16;

    private final List<SealFormat> formats;
    private final HeapShare heap = HeapShare.half();
    private final List<Kept> kept = new ArrayList<>();
    private @Nullable ByteArrayOutputStream bytes;
    private @Nullable OutputStream deflating;
    private @Nullable MemoryException tooMuch;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(RawPath path, byte[] deflated) {}

    SealsCheck(List<SealFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    @Override
    public void begins(ArchiveEntry entry, ContentPosition content) {
        boolean keeps = entry.type() == EntryType.FILE
                && tooMuch == null
                && formats.stream().anyMatch(format -> format.isOfSeal(entry.path()));
        bytes = keeps ? new ByteArrayOutputStream() : null;
        deflating = bytes == null ? null : new DeflaterOutputStream(bytes);
    }

    @Override
    public void takes(byte[] data, int length) throws IOException {
        if (deflating == null || bytes == null) {
            return;
        }
        int before = bytes.size();
        deflating.write(data, 0, length);
        try {
            heap.take(bytes.size() - before, "the seals in this archive");
        } catch (MemoryException e) { // matters only if the archive turns out to be sealed
            tooMuch = e;
            kept.clear();
            deflating.close();
            deflating = null;
        }
    }

    @Override
    public void ends(ArchiveEntry entry) throws IOException {
        if (deflating != null && bytes != null) {
            deflating.close();
            kept.add(new Kept(entry.path(), bytes.toByteArray()));
        }
        deflating = null;
    }

    /** Opens the archive to read it again. */
    @FunctionalInterface
    interface Opening {
        ArchiveReader open() throws IOException;
    }

    /**
     * Compares the content of all files with the seals.
     *
     * @param name of the kind of seal that the archive has
     * @return remarks for the user
     */
    List<String> run(String name, Opening opening, Problems problems, CancellationToken cancellation)
            throws IOException {
        SealFormat format = formats.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
        if (format == null) {
            return List.of("the seal " + name + " of this archive was not checked: its plug-in is not installed");
        }
        if (tooMuch != null) {
            throw tooMuch;
        }
        SealCheck check = format.startCheck();
        for (Kept file : kept) {
            if (format.isOfSeal(file.path)) {
                check.seal(file.path, new InflaterInputStream(new ByteArrayInputStream(file.deflated)));
            }
        }
        SealCheck.Problems found = (path, what) -> problems.at(-1, path, what);
        check.startFiles(found);
        try (ArchiveReader reader = opening.open()) {
            for (ArchiveEntry entry = reader.next(); entry != null; entry = reader.next()) {
                cancellation.throwIfCancelled();
                compare(entry, reader, check, found);
            }
        }
        return check.finish(found);
    }

    private static void compare(ArchiveEntry entry, ArchiveReader reader, SealCheck check, SealCheck.Problems problems)
            throws IOException {
        if (entry.type() == EntryType.HARD_LINK && entry.linkTarget() != null) {
            check.link(entry.path(), entry.linkTarget(), problems);
            return;
        }
        SealFormat.Digest digest = entry.type() == EntryType.FILE ? check.digest(entry.path()) : null;
        if (digest == null) {
            return;
        }
        byte[] buffer = new byte[BUFFER_BYTES];
        InputStream in = reader.content();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(ByteBuffer.wrap(buffer, 0, n));
        }
        check.compare(entry.path(), digest.finish(), problems);
    }
}
