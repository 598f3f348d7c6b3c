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
 * The extensions that allow Git to read an index in parallel: EOIE gives the end of the entries, IEOT the start of each
 * block of entries and the number of entries in it (gitformat-index(5)). If they contradict the file, Git reads the
 * index differently from a reader that starts at the beginning.
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
    /** The number of entries that must precede each position at which a block begins or the entries end. */
    private final Map<Long, Long> before = new HashMap<>();

    private long entries;
    private boolean agrees = true;

    private IndexOffsets(SeekableByteChannel file, IdFormat ids, IndexForm form) {
        this.file = file;
        this.ids = ids;
        this.form = form;
    }

    /**
     * The offsets that an index declares, as far as they can be compared with what was found when reading it.
     *
     * @throws SourceException if they contradict it
     */
    public static IndexOffsets of(SeekableByteChannel file, IdFormat ids, IndexForm form) throws IOException {
        IndexOffsets offsets = new IndexOffsets(file, ids, form);
        offsets.checkEnd();
        offsets.readBlocks();
        return offsets;
    }

    /** Git looks for EOIE only at the position where it would begin if it were the last extension. */
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

    /** Whether blocks are declared, so that the index has to be read again with this object as the predicate. */
    public boolean namesBlocks() {
        return !before.isEmpty();
    }

    /** Whether a block is declared to begin with the next entry, which begins at {@code at}. */
    @Override
    public boolean test(long at) {
        Long count = before.remove(at);
        agrees &= count == null || count == entries;
        entries++;
        return count != null;
    }

    /**
     * Must be called when all entries have been read.
     *
     * @throws SourceException if blocks are not where they are declared
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
            throw new SourceException("the offsets that the index declares do not match its entries");
        }
    }
}
