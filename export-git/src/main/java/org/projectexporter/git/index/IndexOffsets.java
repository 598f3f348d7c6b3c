package org.projectexporter.git.index;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.IdFormat;

/**
 * The extensions by which Git reads an index in pieces at once: EOIE says where the entries end, IEOT where blocks of them begin, and how
 * many are in each (gitformat-index(5)). An index where they say something else than is there would be read otherwise by Git than by
 * who reads it from its start to its end.
 */
public final class IndexOffsets implements LongPredicate {
    private static final String END_OF_ENTRIES = "EOIE";
    private static final String BLOCKS = "IEOT";
    private static final int HEAD_BYTES = 8;
    private static final int BLOCK_BYTES = 8;
    private static final int BLOCKS_VERSION = 1;
    private static final int LARGEST_TABLE = 1 << 16;

    private final SeekableByteChannel file;
    private final IdFormat ids;
    private final IndexForm form;
    /** How many entries there have to be before those places, at which blocks begin or the entries end. */
    private final Map<Long, Long> before = new HashMap<>();

    private long entries;
    private boolean agrees = true;

    private IndexOffsets(SeekableByteChannel file, IdFormat ids, IndexForm form) {
        this.file = file;
        this.ids = ids;
        this.form = form;
    }

    /**
     * What an index says of itself, as far as it agrees with what reading it has found.
     *
     * @throws SourceException if it says something else
     */
    public static IndexOffsets of(SeekableByteChannel file, IdFormat ids, IndexForm form) throws IOException {
        IndexOffsets offsets = new IndexOffsets(file, ids, form);
        offsets.checkEnd();
        offsets.readBlocks();
        return offsets;
    }

    /** Git looks for this one where the last extension would begin if it were it. */
    private void checkEnd() throws IOException {
        long last = file.size() - ids.bytes() - HEAD_BYTES - Integer.BYTES - ids.bytes();
        boolean there = last > 0 && isEndOfEntries(read(last, HEAD_BYTES));
        for (IndexForm.Extension extension : form.extensions()) {
            if (extension.name().equals(END_OF_ENTRIES)) {
                int end = read(extension.start() + HEAD_BYTES, Integer.BYTES).getInt();
                require(there && extension.start() == last && Integer.toUnsignedLong(end) == entriesEnd());
                return;
            }
        }
        require(!there);
    }

    private long entriesEnd() {
        return form.extensions().get(0).start();
    }

    private boolean isEndOfEntries(ByteBuffer head) {
        return head.getInt() == 0x454f4945 && head.getInt() == Integer.BYTES + ids.bytes();
    }

    private void readBlocks() throws IOException {
        List<IndexForm.Extension> tables = form.extensions().stream()
                .filter(extension -> extension.name().equals(BLOCKS))
                .toList();
        if (tables.isEmpty()) {
            return;
        }
        long start = tables.get(0).start() + HEAD_BYTES;
        long length = tables.get(0).end() - start;
        require(tables.size() == 1 && length >= Integer.BYTES && length <= LARGEST_TABLE);
        ByteBuffer table = read(start, (int) length);
        require(table.getInt() == BLOCKS_VERSION && table.remaining() % BLOCK_BYTES == 0);
        long sum = 0;
        while (table.hasRemaining()) {
            require(before.put(Integer.toUnsignedLong(table.getInt()), sum) == null);
            sum += Integer.toUnsignedLong(table.getInt());
        }
        before.put(entriesEnd(), sum);
    }

    /** Whether it names blocks, so that the index has to be read once more, with this as what is asked of each entry. */
    public boolean namesBlocks() {
        return !before.isEmpty();
    }

    /** Whether a block begins with the next entry, which begins at {@code at}. */
    @Override
    public boolean test(long at) {
        Long count = before.remove(at);
        agrees &= count == null || count == entries;
        entries++;
        return count != null;
    }

    /**
     * To be called when all entries have been read.
     *
     * @throws SourceException if blocks are not where it says
     */
    public void requireMet() throws SourceException {
        Long sum = before.remove(entriesEnd());
        require(agrees && before.isEmpty() && sum != null && sum == entries);
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        file.position(position);
        while (bytes.hasRemaining()) {
            if (file.read(bytes) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }

    private static void require(boolean agrees) throws SourceException {
        if (!agrees) {
            throw new SourceException("the index says of itself that it is otherwise than it is");
        }
    }
}
