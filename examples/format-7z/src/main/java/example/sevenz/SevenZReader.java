package example.sevenz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.sevenz.SevenZMethod;
import org.apache.commons.compress.archivers.sevenz.SevenZMethodConfiguration;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** Reads an archive of a {@link SevenZWriter}, and refuses what that would not have written. */
final class SevenZReader implements ArchiveReader {
    /** The list of entries, and the dictionary of LZMA2. */
    private static final int MOST_MEMORY_KIB = 256 << 10;

    private static final int START_BYTES = 32;
    private static final int LONGEST_TARGET = 1 << 16;

    private final SevenZFile archive;
    private InputStream content = InputStream.nullInputStream();

    SevenZReader(SeekableByteChannel channel) throws IOException {
        requireWhole(channel);
        archive = checked(() -> SevenZFile.builder()
                .setSeekableByteChannel(new OpenChannel(channel))
                .setMaxMemoryLimitKiB(MOST_MEMORY_KIB)
                .get());
    }

    /** The header at the beginning (7zFormat.txt, "SignatureHeader") says where the archive ends. */
    private static void requireWhole(SeekableByteChannel channel) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(START_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (start.hasRemaining()) {
            if (channel.read(start) < 0) {
                throw new RefusedArchiveException(ArchiveDefect.TRUNCATED, null, "it has less than 32 bytes");
            }
        }
        channel.position(0);
        if (start.get(6) != 0 || start.get(7) != 2) {
            throw new RefusedArchiveException(
                    ArchiveDefect.NOT_AN_ARCHIVE, null, "it is not of version 0.2 of the format, which this program writes");
        }
        long end = START_BYTES + start.getLong(12) + start.getLong(20);
        if (end > channel.size()) {
            throw new RefusedArchiveException(ArchiveDefect.TRUNCATED, null, "it ends before its list of entries");
        }
        if (end < channel.size()) {
            throw new RefusedArchiveException(ArchiveDefect.TRAILING_BYTES, null, "something follows its end");
        }
    }

    @Override
    public ArchiveEntry next() throws IOException {
        SevenZArchiveEntry head = checked(archive::getNextEntry);
        if (head == null) {
            content = InputStream.nullInputStream();
            return null;
        }
        RawPath path = path(head.getName());
        if (!head.getHasWindowsAttributes() || !head.getHasLastModifiedDate() || head.isAntiItem()) {
            throw new RefusedArchiveException(
                    ArchiveDefect.FOREIGN_HEADER, path, "it has no time or attributes, or is an anti-item");
        }
        EntryType type = Attributes.type(head.getWindowsAttributes());
        if (head.isDirectory() != (type == EntryType.DIRECTORY)) {
            throw new RefusedArchiveException(
                    ArchiveDefect.INCONSISTENT_ENTRY, path, "it is a folder in one place, and not in the other");
        }
        content = new Content();
        ArchiveEntry.Builder entry = ArchiveEntry.builder(path, type)
                .mtime(head.getLastModifiedTime().toInstant())
                .mode(Attributes.mode(head.getWindowsAttributes()))
                .compress(isCompressed(head));
        if (type == EntryType.SYMBOLIC_LINK) {
            entry.linkTarget(target(path));
        } else {
            entry.size(head.getSize());
        }
        return entry.build();
    }

    private static RawPath path(String name) throws IOException {
        RawPath path = Names.encode(name == null ? "" : name);
        if (path.isRoot() || !Names.decode(path).equals(name)) {
            throw new RefusedArchiveException(
                    ArchiveDefect.FOREIGN_HEADER, null, "an entry has no name, or one that this program does not write");
        }
        return path;
    }

    private static boolean isCompressed(SevenZArchiveEntry head) throws IOException {
        boolean compressed = false;
        if (head.hasStream()) {
            for (SevenZMethodConfiguration method : head.getContentMethods()) {
                compressed |= method.getMethod() != SevenZMethod.COPY;
            }
        }
        return compressed;
    }

    private RawPath target(RawPath link) throws IOException {
        byte[] target = content.readNBytes(LONGEST_TARGET);
        if (target.length == 0 || content.read() >= 0) {
            throw new RefusedArchiveException(
                    ArchiveDefect.INCONSISTENT_ENTRY, link, "the target of a link is empty, or too long");
        }
        return RawPath.of(target);
    }

    @Override
    public InputStream content() {
        return content;
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    /** Numbers that make no sense cause various exceptions in the library. */
    private static <T> T checked(Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (RuntimeException e) {
            throw new RefusedArchiveException(
                    ArchiveDefect.DAMAGED_CONTENT, null, "its list of entries or its content is damaged", e);
        }
    }

    /** The library checks the CRC-32 with the last byte. */
    private final class Content extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return this == content ? checked(() -> archive.read(into, offset, length)) : -1;
        }
    }
}
