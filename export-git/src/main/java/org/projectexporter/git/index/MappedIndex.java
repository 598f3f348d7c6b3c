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

/** An index in a file, whole, that is patched where it is. To be {@linkplain #seal sealed} when all was patched. */
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

    /** Maps a file that is open for reading and writing; null if it is no index, or a damaged one, or of a kind that is not known. */
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

    public IndexForm form() {
        return form;
    }

    public ByteBuffer bytes() {
        return bytes;
    }

    /**
     * Goes through its own entries. The visitor may change the attributes of the entry that it is given: those bytes have been read, and
     * digested, by then.
     */
    public void walk(IndexReader.PlaceVisitor visitor) throws IOException {
        read(channel, ids, visitor);
    }

    /** Puts another id into the extension that ties a split index to its shared one: gitformat-index(5), "Split index". */
    public void putBase(byte[] id) {
        for (IndexForm.Extension extension : form.extensions()) {
            if (extension.name().equals("link")) {
                bytes.put((int) extension.start() + 8, id);
            }
        }
    }

    /**
     * Makes the trailer fit to what was patched, and all of it durable. A trailer of zeros stands for none (index.skipHash), and stays.
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

    /** An id as it stands in the name of a file. */
    public static String hex(byte[] id) {
        return HexFormat.of().formatHex(id);
    }
}
