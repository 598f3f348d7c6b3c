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
 * What a split index takes from the shared index that it is based on: gitformat-index(5), "Split index". Some entries of the
 * shared one are deleted, some have got other content; all others are as they are there.
 */
public final class SplitIndex {
    private static final String DAMAGED = "the index is split, and what ties it to its shared index is damaged";

    /**
     * What stands in place of an entry of the shared index, whose name it has.
     *
     * @param at where in the split index its attributes begin
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
     * @return null if the index stands for itself
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

    /** The form of gitformat-bitmap(5), "EWAH bitmaps": bits, words, the words themselves, the last marker's place. */
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

    /** A bitmap that was made to be wrong shows it only when it is walked through. */
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

    /** The name of the shared index, beside the index itself. */
    public String baseName() {
        return baseName(baseId);
    }

    /** The name of the shared index whose trailer is {@code id}. */
    public static String baseName(String id) {
        return "sharedindex." + id;
    }

    /**
     * Takes the shared index's entries, one after the other, and hands on what they are in this one: to one visitor those that are the
     * same, to another those that it has in their place.
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

        /** To be called at the end of the shared index, with what was found in it. */
        public void checkComplete(IndexForm base) throws SourceException {
            if (base.split() != null) {
                throw new SourceException("the index " + baseName() + " is shared and split");
            }
            if (nextDeletion >= 0 || nextChange >= 0) {
                throw damaged();
            }
        }
    }
}
