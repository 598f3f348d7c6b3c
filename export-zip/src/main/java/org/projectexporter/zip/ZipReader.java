package org.projectexporter.zip;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.zip.ZipException;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * Reads a zip by its central directory, in that order. The structures are read by Commons Compress, whose memory grows with the
 * number of entries.
 */
final class ZipReader implements ArchiveReader {
    /** Longer than any path that a system takes; what claims to be a longer link is damaged or a trap. */
    private static final int MAX_TARGET_BYTES = 0xFFFF;

    private final ZipFile zip;
    private final Enumeration<ZipArchiveEntry> entries;
    private @Nullable ZipArchiveEntry current;

    ZipReader(SeekableByteChannel archive) throws IOException {
        zip = ZipFile.builder()
                .setSeekableByteChannel(new UnclosedChannel(archive))
                // Names are taken raw; any charset would do that maps all bytes.
                .setCharset(StandardCharsets.ISO_8859_1)
                .setUseUnicodeExtraFields(false)
                // What matters is in the central headers too; a million small reads are saved.
                .setIgnoreLocalFileHeader(true)
                .get();
        entries = zip.getEntries();
    }

    @Override
    public @Nullable ArchiveEntry next() throws IOException {
        if (!entries.hasMoreElements()) {
            current = null;
            return null;
        }
        ZipArchiveEntry found = entries.nextElement();
        current = found;
        try {
            return read(found);
        } catch (IllegalArgumentException e) {
            throw refused(found, e.getMessage());
        }
    }

    private ArchiveEntry read(ZipArchiveEntry found) throws IOException {
        CentralHeader header = new CentralHeader(found);
        EntryType type = header.type();
        return new ArchiveEntry(
                header.path(),
                type,
                type == EntryType.FILE ? found.getSize() : 0,
                header.mtime(),
                header.mode(),
                type == EntryType.SYMBOLIC_LINK ? readTarget(found) : null,
                found.getMethod() != EntryHead.STORED,
                found.getCrc());
    }

    private RawPath readTarget(ZipArchiveEntry link) throws IOException {
        try (InputStream in = open(link)) {
            byte[] target = in.readNBytes(MAX_TARGET_BYTES + 1);
            if (target.length > MAX_TARGET_BYTES) {
                throw refused(link, "a symbolic link of more than " + MAX_TARGET_BYTES + " bytes");
            }
            return RawPath.of(target);
        }
    }

    @Override
    public InputStream content() throws IOException {
        ZipArchiveEntry entry = current;
        if (entry == null) {
            throw new IllegalStateException("no current entry");
        }
        return entry.isDirectory() || entry.isUnixSymlink() ? new ByteArrayInputStream(new byte[0]) : open(entry);
    }

    private InputStream open(ZipArchiveEntry entry) throws IOException {
        if (!zip.canReadEntryData(entry)) {
            throw refused(entry, "method " + entry.getMethod() + " or encryption, which is not supported");
        }
        return new CheckedContent(zip.getInputStream(entry), entry.getSize(), entry.getCrc());
    }

    private static ZipException refused(ZipArchiveEntry entry, @Nullable String why) {
        return new ZipException("zip entry \"" + RawPath.of(entry.getRawName()) + "\": " + why);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
