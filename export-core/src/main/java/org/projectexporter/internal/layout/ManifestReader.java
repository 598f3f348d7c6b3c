package org.projectexporter.internal.layout;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.internal.io.Sha256;
import org.projectexporter.internal.plugin.Plugins;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveReader;

/** Finds the manifest of an archive: in the file next to it if its checksum matches, else in the archive. */
public final class ManifestReader {
    private static final int LARGEST_MANIFEST = 256 << 20;

    private final Plugins<ArchiveFormat> formats;

    /** A reader for archives of these formats. */
    public ManifestReader(Plugins<ArchiveFormat> formats) {
        this.formats = formats;
    }

    /**
     * The manifest as JSON text.
     *
     * @throws ExportException if the archive has none
     */
    public String read(Path given) throws IOException {
        ArchiveParts archive = ArchiveParts.find(given);
        byte[] separate = fromFile(archive);
        return new String(separate != null ? separate : fromArchive(archive), StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] fromFile(ArchiveParts archive) throws IOException {
        Path manifest = archive.sibling(ChecksumsFile.MANIFEST);
        ChecksumsFile sums = ChecksumsFile.nextTo(archive);
        if (sums == null || !readable(manifest)) {
            return null;
        }
        byte[] content = Files.readAllBytes(manifest);
        String sha256 = HexFormat.of().formatHex(Sha256.newDigest().digest(content));
        return sha256.equals(sums.sha256Of(ChecksumsFile.MANIFEST)) ? content : null;
    }

    private static boolean readable(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LARGEST_MANIFEST;
    }

    private byte[] fromArchive(ArchiveParts archive) throws IOException {
        requireComplete(archive, ChecksumsFile.nextTo(archive));
        ArchiveFormat format = FormatOfContent.find(archive, formats.all());
        byte[] manifest;
        try {
            manifest = fromArchive(archive, channel -> BagReader.open(format, channel));
        } catch (RefusedArchiveException e) {
            manifest = fromArchive(archive, channel -> BagReader.openStrict(format, channel));
        }
        if (manifest == null) {
            throw new ExportException(
                    Reason.ARCHIVE_DAMAGED,
                    archive.archive() + " has no " + MetadataNames.MANIFEST + "; it was not made by this program");
        }
        return manifest;
    }

    /** Opens a format's reader: first the one for what this program writes, then the one for what others repacked. */
    private interface Opening {
        ArchiveReader open(JoinedChannel channel) throws IOException;
    }

    private static byte @Nullable [] fromArchive(ArchiveParts archive, Opening opening) throws IOException {
        try (JoinedChannel channel = archive.open();
                ArchiveReader reader = opening.open(channel)) {
            for (ArchiveEntry entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry.path().equals(MetadataNames.MANIFEST)) {
                    return readAll(reader.content(), archive.archive());
                }
            }
        }
        return null;
    }

    static void requireComplete(ArchiveParts archive, @Nullable ChecksumsFile sums) throws ExportException {
        int listed = sums == null ? 0 : sums.volumes().size();
        List<Integer> missing = archive.isSplit() ? archive.missing(listed) : List.of();
        if (!missing.isEmpty()) {
            throw new ExportException(
                    Reason.VOLUME_MISSING,
                    "the volume " + archive.volume(missing.get(0)) + " is missing"
                            + (missing.size() == 1 ? "" : ", and " + (missing.size() - 1) + " more")
                            + "; put all volumes into one folder");
        }
    }

    private static byte[] readAll(InputStream in, Path archive) throws IOException {
        byte[] content = in.readNBytes(LARGEST_MANIFEST + 1);
        if (content.length > LARGEST_MANIFEST) {
            throw new ExportException(
                    Reason.ARCHIVE_DAMAGED,
                    "the manifest of " + archive + " is larger than any that this program writes");
        }
        return content;
    }
}
