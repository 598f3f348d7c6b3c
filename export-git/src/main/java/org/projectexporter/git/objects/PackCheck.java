package org.projectexporter.git.objects;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.projectexporter.git.folder.FolderListing;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/**
 * Finds packs that are cut short or do not belong to their indexes, by the first and last bytes of both: a pack ends in
 * the hash of what precedes it, which its index contains too.
 *
 * @see <a href="https://git-scm.com/docs/gitformat-pack">gitformat-pack(5)</a>
 */
public final class PackCheck {
    private static final int PACK_MAGIC = 0x5041434b;
    private static final int INDEX_MAGIC = 0xff744f63;
    private static final int FAN_OUT_BYTES = 256 * 4;
    private static final int HEADER_BYTES = 12;
    private static final int[] HASH_BYTES = {20, 32};
    private static final int TRIES = 3;

    private PackCheck() {}

    /**
     * A pack or an index that is broken.
     *
     * @param name of the file
     * @param what is wrong, in one phrase
     */
    public record Broken(RawPath name, String what) {}

    /** The broken ones in a folder {@code pack}. One that is being replaced, or cannot be read, does not count. */
    public static List<Broken> of(Path folder) throws IOException {
        List<Broken> broken = new ArrayList<>();
        for (String stem : stems(folder)) {
            Broken found = find(folder, stem);
            for (int tries = 1; found != null && tries < TRIES; tries++) {
                found = find(folder, stem);
            }
            if (found != null) {
                broken.add(found);
            }
        }
        return broken;
    }

    /** The names, without suffix, of packs that have an index. */
    static Set<String> stems(Path folder) throws IOException {
        Set<String> packs = new TreeSet<>();
        Set<String> indexes = new TreeSet<>();
        for (SourceItem item : FolderListing.of(folder, RawPath.ROOT)) {
            String name = item.name().toString();
            boolean pack = item.isFile() && item.name().isAscii() && !name.startsWith(".");
            if (pack && name.endsWith(".pack")) {
                packs.add(name.substring(0, name.length() - ".pack".length()));
            } else if (pack && name.endsWith(PackIndex.SUFFIX)) {
                indexes.add(name.substring(0, name.length() - PackIndex.SUFFIX.length()));
            }
        }
        packs.retainAll(indexes);
        return packs;
    }

    private static @Nullable Broken find(Path folder, String stem) {
        RawPath packName = RawPath.of(stem + ".pack");
        RawPath indexName = RawPath.of(stem + PackIndex.SUFFIX);
        try (FileChannel pack = open(folder, packName);
                FileChannel index = open(folder, indexName)) {
            long objects = objects(index);
            if (objects < 0) {
                return new Broken(indexName, "objects/pack/" + indexName + " is no index of a pack, or is cut short");
            }
            if (pack.size() < HEADER_BYTES || read(pack, 0, HEADER_BYTES).getInt() != PACK_MAGIC) {
                return new Broken(packName, "objects/pack/" + packName + " is no pack, or is cut short");
            }
            boolean whole = read(pack, 0, HEADER_BYTES).getInt(8) == (int) objects && endsAsIndexed(pack, index);
            return whole
                    ? null
                    : new Broken(
                            packName,
                            "objects/pack/" + packName + " is cut short or damaged: it does not end in the checksum in"
                                    + " its index");
        } catch (IOException e) {
            return null;
        }
    }

    private static FileChannel open(Path folder, RawPath name) throws IOException {
        return FileChannel.open(NativeNames.resolve(folder, name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** The number of objects in an index; -1 if it is none. */
    private static long objects(FileChannel index) throws IOException {
        if (index.size() < FAN_OUT_BYTES + 2L * HASH_BYTES[0]) {
            return -1;
        }
        boolean second = read(index, 0, 4).getInt() == INDEX_MAGIC;
        long objects = Integer.toUnsignedLong(
                read(index, FAN_OUT_BYTES - 4 + (second ? 8 : 0), 4).getInt());
        return objects * HASH_BYTES[0] > index.size() ? -1 : objects;
    }

    private static boolean endsAsIndexed(FileChannel pack, FileChannel index) throws IOException {
        for (int hash : HASH_BYTES) {
            if (pack.size() >= HEADER_BYTES + hash
                    && read(pack, pack.size() - hash, hash).equals(read(index, index.size() - 2L * hash, hash))) {
                return true;
            }
        }
        return false;
    }

    private static ByteBuffer read(FileChannel file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = file.read(bytes, position + bytes.position());
        }
        return bytes.flip();
    }
}
