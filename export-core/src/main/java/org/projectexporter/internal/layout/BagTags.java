package org.projectexporter.internal.layout;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.RawPath;

/** Makes the tag files of a {@link Bag}, when all files of its payload were added in the order of the archive. */
public final class BagTags {
    private final OutputStream manifest;
    private final MessageDigest sha256 = Sha256.newDigest();
    private long files;
    private long bytes;

    /** @param manifest receives the content of {@code manifest-sha256.txt}; the caller closes it */
    public BagTags(OutputStream manifest) {
        this.manifest = manifest;
    }

    /** Adds a file of the payload; its digest is given in hexadecimal. */
    public void add(String digest, RawPath path, long size) throws IOException {
        byte[] line = Bag.line(digest, path);
        sha256.update(line);
        manifest.write(line);
        files++;
        bytes += size;
    }

    /** The number of files in the payload. */
    public long files() {
        return files;
    }

    /** Ends the manifest. Called once. */
    public Finished finish(Instant exported) {
        return new Finished(
                HexFormat.of().formatHex(sha256.digest()), Bag.info(exported, bytes, files), Bag.declaration());
    }

    /**
     * The tag files.
     *
     * @param manifestSha256 of {@code manifest-sha256.txt}, in hexadecimal
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Finished(String manifestSha256, byte[] info, byte[] declaration) {
        /** The content of a tag file other than {@code manifest-sha256.txt}. */
        public byte[] content(RawPath tag) {
            if (tag.equals(Bag.INFO)) {
                return info;
            }
            return tag.equals(Bag.DECLARATION) ? declaration : tagManifest();
        }

        private byte[] tagManifest() {
            byte[] lines = {};
            for (RawPath tag : Bag.TAGS) {
                if (!tag.equals(Bag.TAG_MANIFEST)) {
                    lines = joined(lines, Bag.tagLine(sha256Of(tag), tag));
                }
            }
            return lines;
        }

        private static byte[] joined(byte[] first, byte[] second) {
            byte[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            return both;
        }

        /** The digest of a tag file, in hexadecimal. */
        String sha256Of(RawPath tag) {
            return tag.equals(Bag.MANIFEST)
                    ? manifestSha256
                    : HexFormat.of().formatHex(Sha256.newDigest().digest(content(tag)));
        }
    }
}
