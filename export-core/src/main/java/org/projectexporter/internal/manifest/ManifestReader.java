package org.projectexporter.internal.manifest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

import org.projectexporter.ExportException;
import org.projectexporter.internal.digest.Sha256;
import org.projectexporter.internal.plugin.Plugins;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** Finds the manifest of an archive: in the file beside it if its checksum is right, else in the archive. */
public final class ManifestReader {
    private static final int LARGEST_MANIFEST = 256 << 20;

    private final Plugins<ArchiveFormat> formats;

    public ManifestReader(Plugins<ArchiveFormat> formats) {
        this.formats = formats;
    }

    /**
     * The manifest as JSON text.
     *
     * @throws ExportException if the archive has none
     */
    public String read(Path archive) throws IOException {
        if (!Files.isRegularFile(archive)) {
            throw new ExportException("there is no archive " + archive);
        }
        byte[] beside = beside(archive);
        return new String(beside != null ? beside : inside(archive), StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] beside(Path archive) throws IOException {
        Path manifest = sibling(archive, ".manifest.json");
        Path sums = sibling(archive, ".sha256");
        if (!readable(manifest) || !readable(sums)) {
            return null;
        }
        byte[] content = Files.readAllBytes(manifest);
        String line = HexFormat.of().formatHex(Sha256.newDigest().digest(content)) + "  ";
        String lines = new String(Files.readAllBytes(sums), StandardCharsets.ISO_8859_1);
        return lines.lines().anyMatch(each -> each.startsWith(line) || each.startsWith("\\" + line)) ? content : null;
    }

    private static boolean readable(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LARGEST_MANIFEST;
    }

    private static Path sibling(Path archive, String suffix) {
        Path folder = archive.toAbsolutePath().getParent();
        RawPath name = NativeNames.nameOf(archive);
        byte[] bytes = java.util.Arrays.copyOf(name.bytes(), name.length() + suffix.length());
        System.arraycopy(suffix.getBytes(StandardCharsets.US_ASCII), 0, bytes, name.length(), suffix.length());
        return NativeNames.resolve(folder == null ? archive : folder, RawPath.of(bytes));
    }

    private byte[] inside(Path archive) throws IOException {
        try (FileChannel channel = FileChannel.open(archive);
                ArchiveReader reader = formatOf(archive).openReader(channel)) {
            for (ArchiveEntry entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry.path().equals(MetadataNames.MANIFEST)) {
                    return readAll(reader.content(), archive);
                }
            }
        }
        throw new ExportException(archive + " has no " + MetadataNames.MANIFEST + "; it was not made by this exporter");
    }

    private static byte[] readAll(InputStream in, Path archive) throws IOException {
        byte[] content = in.readNBytes(LARGEST_MANIFEST + 1);
        if (content.length > LARGEST_MANIFEST) {
            throw new ExportException("the manifest of " + archive + " is larger than any this exporter writes");
        }
        return content;
    }

    /** The format whose suffix the archive's name has; the longest that fits. */
    private ArchiveFormat formatOf(Path archive) throws ExportException {
        String name = archive.toString();
        ArchiveFormat found = null;
        int longest = 0;
        for (ArchiveFormat format : formats.all()) {
            for (String suffix : format.suffixes()) {
                if (name.endsWith(suffix) && suffix.length() > longest) {
                    found = format;
                    longest = suffix.length();
                }
            }
        }
        if (found == null) {
            List<String> known = formats.all().stream()
                    .flatMap(format -> format.suffixes().stream())
                    .toList();
            throw new ExportException("cannot tell the format of " + archive + " by its name; known suffixes are "
                    + String.join(", ", known));
        }
        return found;
    }
}
