package org.projectexporter.internal.layout;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * The layout of an archive with the seal {@code bagit}: everything that an archive without a seal has is the payload of
 * a BagIt 1.0 bag. Its tag files follow from the payload and the time of the export, so a reader can make them again.
 *
 * <p>Source: RFC 8493, "The BagIt File Packaging Format (V1.0)": the base folder with {@code data/} and the tag files
 * in section 2.1, {@code bag-info.txt} in 2.2.2, one folder at the top of a serialized bag in 4.
 *
 * @param name the bag's base folder, which has the name of the project's folder
 */
public record Bag(RawPath name) {
    /** The name of this seal in options and manifests. */
    public static final String SEAL = "bagit";

    /** The only hash that such a seal has. */
    public static final String HASH = "sha256";

    static final RawPath INFO = RawPath.of("bag-info.txt");
    static final RawPath DECLARATION = RawPath.of("bagit.txt");
    /** Lists the files of the payload with their digests. */
    public static final RawPath MANIFEST = RawPath.of("manifest-sha256.txt");

    static final RawPath TAG_MANIFEST = RawPath.of("tagmanifest-sha256.txt");

    /** The names of the tag files, in the order of the archive, whose last entries they are. */
    public static final List<RawPath> TAGS = List.of(INFO, DECLARATION, MANIFEST, TAG_MANIFEST);

    private static final RawPath DATA = RawPath.of("data");

    /** The content of {@code bagit.txt} (section 2.1.1). */
    static byte[] declaration() {
        return ascii("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    }

    /**
     * The content of {@code bag-info.txt}.
     *
     * @param exported the moment of the export
     * @param bytes of the payload
     * @param files of the payload
     */
    static byte[] info(Instant exported, long bytes, long files) {
        return ascii("Bag-Software-Agent: Project Exporter\nBagging-Date: "
                + exported.atOffset(ZoneOffset.UTC).toLocalDate() + "\nPayload-Oxum: " + bytes + '.' + files + '\n');
    }

    /** The line of {@code manifest-sha256.txt} for a file of the payload; its digest is given in hexadecimal. */
    static byte[] line(String sha256, RawPath path) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(path.length() + 80);
        line.writeBytes(ascii(sha256 + "  data/"));
        for (byte b : path.bytes()) {
            switch (b) { // section 2.1.3: LF, CR and %, and only those
                case '\n' -> line.writeBytes(ascii("%0A"));
                case '\r' -> line.writeBytes(ascii("%0D"));
                case '%' -> line.writeBytes(ascii("%25"));
                default -> line.write(b);
            }
        }
        line.write('\n');
        return line.toByteArray();
    }

    /** The line of {@code tagmanifest-sha256.txt} for a tag file. */
    static byte[] tagLine(String sha256, RawPath tag) {
        return ascii(sha256 + "  " + tag + '\n');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether it is the name of a tag file. */
    public static boolean isTag(RawPath path) {
        return TAGS.contains(path);
    }

    /** The bag of an archive that begins with {@code first}; null if the archive is none. */
    static @Nullable Bag of(ArchiveEntry first) {
        RawPath name = first.path().fileName();
        Bag bag = new Bag(name);
        return first.type() == EntryType.DIRECTORY && first.path().equals(bag.place(name)) ? bag : null;
    }

    /** The place in the archive of a tag file, or of a file of the payload. */
    public RawPath place(RawPath path) {
        return isTag(path) ? name.resolve(path) : name.resolve(DATA).resolve(path);
    }

    /** The tag file that is at a place in the archive; null if it is no place of one. */
    @Nullable
    RawPath tagAt(RawPath place) {
        return isTag(place.fileName()) && place.equals(place(place.fileName())) ? place.fileName() : null;
    }

    /** What is at a place in the archive, relative to the payload; null if it is not in the payload. */
    @Nullable
    RawPath payloadAt(RawPath place) {
        RawPath payload = name.resolve(DATA);
        return place.startsWith(payload) && !place.equals(payload) ? place.relativeTo(payload) : null;
    }
}
