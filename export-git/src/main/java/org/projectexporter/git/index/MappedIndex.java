package org.projectexporter.git.index;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.IdFormat;

/**
 * A complete index file that is mapped into memory and patched in place. It must be {@linkplain #seal sealed} after the
 * last patch.
 */
public final class MappedIndex {
    private final FileChannel channel;
    private final MappedByteBuffer bytes;
    private final IdFormat ids;
    private final IndexForm form;

    private MappedIndex(FileChannel channel, MappedByteBuffer bytes, IdFormat ids, IndexForm form) {
        this.channel = channel;
        this.bytes = bytes;
        this.ids = ids;
        this.form = form;
    }

    /**
     * Maps a file that is open for reading and writing; null if it is not an index, or is damaged or of an unknown
     * kind.
     */
    public static @Nullable MappedIndex of(FileChannel channel, IdFormat ids) throws IOException {
        long size = channel.size();
        if (size > Integer.MAX_VALUE || size < ids.bytes()) {
            return null;
        }
        try {
            IndexForm form = read(channel, ids, (entry, at) -> {});
            return new MappedIndex(channel, channel.map(FileChannel.MapMode.READ_WRITE, 0, size), ids, form);
        } catch (SourceException e) {
            return null;
        }
    }

    private static IndexForm read(FileChannel channel, IdFormat ids, IndexReader.PlaceVisitor visitor)
            throws IOException {
        channel.position(0);
        return IndexReader.read(Channels.newInputStream(channel), channel.size(), ids, visitor);
    }

    /** The structure of the index. */
    public IndexForm form() {
        return form;
    }

    /** The mapped bytes of the index; writing to them patches the file. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /**
     * Visits the entries of this file. The visitor may change the attributes of the entry that it receives: their bytes
     * have already been read and digested.
     */
    public void walk(IndexReader.PlaceVisitor visitor) throws IOException {
        read(channel, ids, visitor);
    }

    /**
     * Puts another id into the extension by which a split index refers to its shared index: gitformat-index(5), "Split
     * index".
     */
    public void putBase(byte[] id) {
        for (IndexForm.Extension extension : form.extensions()) {
            if (extension.name().equals("link")) {
                bytes.put((int) extension.start() + 8, id);
            }
        }
    }

    /**
     * Updates the trailer and makes the file durable. A trailer of zeros means no checksum (index.skipHash), and is
     * kept.
     *
     * @return the trailer
     */
    public byte[] seal() {
        int end = bytes.capacity() - ids.bytes();
        byte[] trailer = new byte[ids.bytes()];
        bytes.get(end, trailer);
        if (!Arrays.equals(trailer, new byte[trailer.length])) {
            MessageDigest digest = ids.newDigest();
            digest.update(bytes.slice(0, end));
            trailer = digest.digest();
            bytes.put(end, trailer);
        }
        bytes.force();
        return trailer;
    }

    /** An id in the form that file names use. */
    public static String hex(byte[] id) {
        return HexFormat.of().formatHex(id);
    }
}
