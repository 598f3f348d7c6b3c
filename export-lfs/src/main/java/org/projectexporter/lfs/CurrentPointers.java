package org.projectexporter.lfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;

import org.projectexporter.SourceException;
import org.projectexporter.git.RepositoryFiles;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.files.Digests;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;

/**
 * The objects of a store that the checkout needs: those that a pointer in its index refers to.
 *
 * <p>The text of a pointer follows from oid and size (Git LFS docs/spec.md, "The Pointer"), and the id of its blob from
 * the text (gitformat-loose(5)); so the ids of the index suffice, and no Git object is opened. Only the first 8 bytes
 * of each id are kept. A pointer in another form than git-lfs writes is not recognized.
 */
final class CurrentPointers {
    private static final int SHA256_BYTES = 32;

    /** A third of the heap, since the old table is still in use while the new one is filled. */
    private final HeapShare heap = new HeapShare(Runtime.getRuntime().maxMemory() / 3);

    private long[] ids = new long[1 << 10];
    private int size;
    private MessageDigest digest = Digests.newDigest("SHA-1");

    private CurrentPointers() {}

    /**
     * The pointers in the index of a repository; none if it has no index, since then nothing is checked out. Of a
     * broken one, which the source of repositories reports, those that can be read.
     */
    static CurrentPointers of(Path gitFolder, SourceContext context) throws IOException {
        CurrentPointers pointers = new CurrentPointers();
        Path index = gitFolder.resolve("index");
        if (Files.isRegularFile(index, LinkOption.NOFOLLOW_LINKS)) {
            try {
                RepositoryFiles.of(gitFolder, context).visitIndex(index, pointers::add);
            } catch (SourceException e) {
                return pointers.sorted(); // read as far as possible
            }
        }
        return pointers.sorted();
    }

    private CurrentPointers sorted() {
        Arrays.sort(ids, 0, size);
        return this;
    }

    private void add(byte[] id) throws MemoryException {
        long prefix = prefix(id);
        if (size > 0 && ids[size - 1] == prefix) {
            return;
        }
        if (size == ids.length) {
            int slots = Math.multiplyExact(size, 2);
            heap.take((long) size * Long.BYTES, "the files that Git tracks, which are more than " + size + ",");
            ids = Arrays.copyOf(ids, slots);
        }
        if (id.length == SHA256_BYTES && size == 0) {
            digest = Digests.newDigest("SHA-256");
        }
        ids[size] = prefix;
        size++;
    }

    /** Whether there are none, so that it is not known which objects are current. */
    boolean isEmpty() {
        return size == 0;
    }

    /** Whether one of the pointers refers to the object. */
    boolean pointTo(String oid, long bytes) {
        byte[] text = ("version https://git-lfs.github.com/spec/v1\noid sha256:" + oid + "\nsize " + bytes + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        digest.update(("blob " + text.length + "\0").getBytes(StandardCharsets.US_ASCII));
        return Arrays.binarySearch(ids, 0, size, prefix(digest.digest(text))) >= 0;
    }

    private static long prefix(byte[] id) {
        return ByteBuffer.wrap(id).getLong();
    }
}
