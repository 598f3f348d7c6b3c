package org.projectexporter.git.index;

import com.googlecode.javaewah.EWAHCompressedBitmap;
import com.googlecode.javaewah.IntIterator;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.projectexporter.SourceException;

/**
 * How a split index differs from the shared index that it is based on: gitformat-index(5), "Split index". Some entries
 * of the shared index are deleted and some replaced; all others are unchanged.
 */
public final class SplitIndex {
    private static final String DAMAGED = "the index is split, and its link to the shared index is damaged";

    /**
     * Replaces an entry of the shared index, whose name it takes.
     *
     * @param at position in the split index where its attributes begin
     */
    record Replacement(IndexEntry entry, long at) {}

    private final String baseId;
    private final EWAHCompressedBitmap deleted;
    private final EWAHCompressedBitmap replaced;
    private final List<Replacement> replacements;

    private SplitIndex(
            String baseId,
            EWAHCompressedBitmap deleted,
            EWAHCompressedBitmap replaced,
            List<Replacement> replacements) {
        this.baseId = baseId;
        this.deleted = deleted;
        this.replaced = replaced;
        this.replacements = replacements;
    }

    /**
     * Reads the extension {@code link}: the id of the shared index, then two bitmaps.
     *
     * @param link its bytes
     * @param idBytes length of an id
     * @param replacements the entries without a name
     * @return null if the index is not split
     */
    static @Nullable SplitIndex read(byte[] link, int idBytes, List<Replacement> replacements) throws IOException {
        if (link.length < idBytes) {
            throw damaged();
        }
        byte[] id = Arrays.copyOf(link, idBytes);
        ByteBuffer bitmaps = ByteBuffer.wrap(link, idBytes, link.length - idBytes);
        EWAHCompressedBitmap deleted = bitmap(bitmaps);
        EWAHCompressedBitmap replaced = bitmap(bitmaps);
        if (bitmaps.hasRemaining() || cardinality(replaced) != replacements.size()) {
            throw damaged();
        }
        return Arrays.equals(id, new byte[idBytes])
                ? null
                : new SplitIndex(HexFormat.of().formatHex(id), deleted, replaced, replacements);
    }

    /**
     * The form of gitformat-bitmap(5), "EWAH bitmaps": number of bits, number of words, the words, position of the last
     * marker.
     */
    private static EWAHCompressedBitmap bitmap(ByteBuffer in) throws IOException {
        EWAHCompressedBitmap bitmap = new EWAHCompressedBitmap();
        if (!in.hasRemaining()) {
            return bitmap;
        }
        long words = in.remaining() < 3 * Integer.BYTES ? -1 : in.getInt(in.position() + Integer.BYTES);
        if (words < 1 || words > (in.remaining() - 3 * Integer.BYTES) / Long.BYTES) {
            throw damaged();
        }
        int length = (int) words * Long.BYTES + 3 * Integer.BYTES;
        try {
            bitmap.deserialize(new DataInputStream(
                    new ByteArrayInputStream(in.array(), in.arrayOffset() + in.position(), length)));
        } catch (RuntimeException e) {
            throw new SourceException(DAMAGED, e);
        }
        in.position(in.position() + length);
        return bitmap;
    }

    /** A manipulated bitmap can only be detected by walking through it. */
    private static int cardinality(EWAHCompressedBitmap bitmap) throws SourceException {
        try {
            return bitmap.cardinality();
        } catch (RuntimeException e) {
            throw new SourceException(DAMAGED, e);
        }
    }

    private static int next(IntIterator bits) throws SourceException {
        try {
            return bits.hasNext() ? bits.next() : -1;
        } catch (RuntimeException e) {
            throw new SourceException(DAMAGED, e);
        }
    }

    private static SourceException damaged() {
        return new SourceException(DAMAGED);
    }

    /** The file name of the shared index, which is next to the index itself. */
    public String baseName() {
        return baseName(baseId);
    }

    /** The file name of the shared index whose trailer is {@code id}. */
    public static String baseName(String id) {
        return "sharedindex." + id;
    }

    /**
     * Receives the shared index's entries one after the other and merges them with this index: unchanged entries go to
     * one visitor, replacements to another.
     */
    public final class Merge implements IndexReader.PlaceVisitor {
        private final IndexReader.PlaceVisitor same;
        private final IndexReader.PlaceVisitor other;
        private final IntIterator deletions = deleted.intIterator();
        private final IntIterator changes = replaced.intIterator();
        private int nextDeletion;
        private int nextChange;
        private int at;
        private int changed;

        /** Creates a merge at the start of the shared index. */
        public Merge(IndexReader.PlaceVisitor same, IndexReader.PlaceVisitor other) throws SourceException {
            this.same = same;
            this.other = other;
            nextDeletion = next(deletions);
            nextChange = next(changes);
        }

        @Override
        public void visit(IndexEntry entry, long place) throws IOException {
            boolean isChanged = at == nextChange;
            boolean isDeleted = at == nextDeletion;
            at++;
            if (isDeleted) {
                nextDeletion = next(deletions);
            }
            if (isChanged) {
                nextChange = next(changes);
                Replacement replacement = replacements.get(changed++);
                other.visit(replacement.entry().withPath(entry.path()), replacement.at());
            } else if (!isDeleted) {
                same.visit(entry, place);
            }
        }

        /** Must be called at the end of the shared index, with its structure. */
        public void checkComplete(IndexForm base) throws SourceException {
            if (base.split() != null) {
                throw new SourceException("the index " + baseName() + " is a shared index, but is split itself");
            }
            if (nextDeletion >= 0 || nextChange >= 0) {
                throw damaged();
            }
        }
    }
}
