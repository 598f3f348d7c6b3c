package org.projectexporter.internal.layout;

import org.jspecify.annotations.Nullable;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.OptionalLong;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SingleBytes;

/**
 * Reads an archive that may be a {@link Bag}. Of a bag it returns the payload, as an archive without a seal would have
 * it, and compares the tag files with those that follow from the payload, in constant memory: no name in them is
 * trusted. An archive of which content is skipped, as for a preview, is not compared.
 */
public final class BagReader implements ArchiveReader {
    private final ArchiveReader reader;
    private final BagTags tags = new BagTags(OutputStream.nullOutputStream());
    private final MessageDigest sha256 = Sha256.newDigest();
    private @Nullable Bag bag;
    private BagTags.@Nullable Finished expected;
    private boolean begun;
    private boolean allRead = true;
    private int tagsSeen;
    private @Nullable ArchiveEntry file;
    private boolean fileRead;

    private BagReader(ArchiveReader reader) {
        this.reader = reader;
    }

    /** Opens the reader for archives that this program has written. */
    public static BagReader open(ArchiveFormat format, SeekableByteChannel archive) throws IOException {
        return new BagReader(format.openReader(archive));
    }

    /** Opens the reader for archives that anyone may have written. */
    public static BagReader openStrict(ArchiveFormat format, SeekableByteChannel archive) throws IOException {
        return new BagReader(format.openStrictReader(archive));
    }

    /** Whether the archive is a bag, once its first entry was read. */
    public boolean isBag() {
        return bag != null;
    }

    @Override
    public @Nullable ArchiveEntry next() throws IOException {
        endFile();
        ArchiveEntry entry = reader.next();
        if (!begun && entry != null) {
            bag = Bag.of(entry);
            begun = true;
        }
        if (bag == null) {
            return entry;
        }
        for (; entry != null; entry = reader.next()) {
            RawPath tag = bag.tagAt(entry.path());
            if (tag == null) {
                return payload(entry, bag);
            }
            check(entry, tag);
        }
        if (tagsSeen < Bag.TAGS.size()) {
            throw new RefusedArchiveException(
                    ArchiveDefect.NO_METADATA, null, "the bag has no " + Bag.TAGS.get(tagsSeen));
        }
        return null;
    }

    private ArchiveEntry payload(ArchiveEntry entry, Bag of) throws RefusedArchiveException {
        RawPath path = of.payloadAt(entry.path());
        boolean link = entry.type() == EntryType.SYMBOLIC_LINK || entry.type() == EntryType.HARD_LINK;
        if (path == null || link || tagsSeen > 0) {
            throw new RefusedArchiveException(
                    ArchiveDefect.WRONG_LAYOUT,
                    entry.path(),
                    link ? "a link in a bag" : "not in the payload of the bag " + of.name());
        }
        ArchiveEntry renamed = BagFormat.renamed(entry, path);
        file = entry.type() == EntryType.FILE ? renamed : null;
        fileRead = false;
        return renamed;
    }

    private void endFile() throws IOException {
        if (file != null && bag != null) {
            allRead &= fileRead;
            tags.add(HexFormat.of().formatHex(sha256.digest()), file.path(), file.size());
        }
        file = null;
    }

    private void check(ArchiveEntry entry, RawPath tag) throws IOException {
        boolean inOrder = tagsSeen < Bag.TAGS.size() && tag.equals(Bag.TAGS.get(tagsSeen));
        if (!inOrder || entry.type() != EntryType.FILE) {
            throw new RefusedArchiveException(ArchiveDefect.NO_METADATA, entry.path(), "a tag file out of order");
        }
        tagsSeen++;
        BagTags.Finished all = expected == null ? tags.finish(entry.mtime()) : expected;
        expected = all;
        DigestInputStream content = new DigestInputStream(reader.content(), Sha256.newDigest());
        content.transferTo(OutputStream.nullOutputStream());
        String found = HexFormat.of().formatHex(content.getMessageDigest().digest());
        if (allRead && !found.equals(all.sha256Of(tag))) {
            throw new IOException(entry.path() + " does not match the payload of the bag");
        }
    }

    @Override
    public InputStream content() throws IOException {
        InputStream content = reader.content();
        if (file == null) {
            return content;
        }
        sha256.reset();
        return new FilterInputStream(content) {
            @Override
            public int read() throws IOException {
                return SingleBytes.read(this);
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int n = super.read(into, offset, length);
                if (n > 0) {
                    sha256.update(into, offset, n);
                }
                fileRead |= n < 0;
                return n;
            }

            @Override
            public long skip(long n) throws IOException {
                return n <= 0 ? 0 : readNBytes((int) Math.min(n, 1 << 16)).length;
            }

            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }

    @Override
    public long position() {
        return reader.position();
    }

    @Override
    public OptionalLong contentPosition() throws IOException {
        return reader.contentPosition();
    }

    @Override
    public boolean isRepacked() {
        return reader.isRepacked();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
