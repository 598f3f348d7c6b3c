package org.projectexporter.git.index;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What {@code lstat} says of a file, as an index keeps it, by which Git tells that it need not read the file: each number in 32 bits, cut
 * off. Source: gitformat-index(5), "Index entry"; {@code fill_stat_data} in Git's {@code statinfo.c}.
 *
 * @param ctime when its attributes were changed
 * @param mode type and permissions, all 16 bits
 */
public record StatData(Instant ctime, Instant mtime, int device, int inode, int mode, int uid, int gid, int size) {
    /** How many bytes of an index entry they are. */
    static final int BYTES = 40;

    private static final String UNIX = "unix:ctime,lastModifiedTime,dev,ino,mode,uid,gid,size";
    private static final int MTIME_AT = 8;
    private static final int INODE_AT = 20;
    private static final int UID_AT = 28;
    private static final int SIZE_AT = 36;
    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;
    private static final int FILE = 0100000;
    private static final int OWNER_RUNS = 0100;

    /** Asks the file system; null where it does not tell all of this. */
    public static @Nullable StatData read(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return null;
        }
        Map<String, Object> stat = Files.readAttributes(file, UNIX, LinkOption.NOFOLLOW_LINKS);
        return new StatData(
                time(stat, "ctime"),
                time(stat, "lastModifiedTime"),
                number(stat, "dev"),
                number(stat, "ino"),
                number(stat, "mode"),
                number(stat, "uid"),
                number(stat, "gid"),
                number(stat, "size"));
    }

    private static Instant time(Map<String, Object> stat, String name) {
        return ((FileTime) Objects.requireNonNull(stat.get(name))).toInstant();
    }

    private static int number(Map<String, Object> stat, String name) {
        return ((Number) Objects.requireNonNull(stat.get(name))).intValue();
    }

    /**
     * Whether these are the attributes that stand in the index at {@code at}, so that Git would not read the file. The device is not
     * compared, as in Git.
     */
    @SuppressWarnings("JavaInstantGetSecondsGetNano") // both halves
    boolean isAt(ByteBuffer index, int at, int indexMode) {
        return index.getInt(at) == (int) ctime.getEpochSecond()
                && index.getInt(at + 4) == ctime.getNano()
                && index.getInt(at + MTIME_AT) == (int) mtime.getEpochSecond()
                && index.getInt(at + MTIME_AT + 4) == mtime.getNano()
                && index.getInt(at + INODE_AT) == inode
                && index.getInt(at + UID_AT) == uid
                && index.getInt(at + UID_AT + 4) == gid
                && index.getInt(at + SIZE_AT) == size
                && isOfMode(indexMode);
    }

    /** Type, and of a file whether its owner may run it: of the rest an index knows nothing. */
    public boolean isOfMode(int indexMode) {
        if ((indexMode & TYPE) != (mode & TYPE)) {
            return false;
        }
        return (mode & TYPE) == LINK || ((mode & TYPE) == FILE && (indexMode & OWNER_RUNS) == (mode & OWNER_RUNS));
    }

    /** Puts them into an index. */
    @SuppressWarnings("JavaInstantGetSecondsGetNano") // both halves
    public void putAt(ByteBuffer index, int at) {
        index.putInt(at, (int) ctime.getEpochSecond());
        index.putInt(at + 4, ctime.getNano());
        index.putInt(at + MTIME_AT, (int) mtime.getEpochSecond());
        index.putInt(at + MTIME_AT + 4, mtime.getNano());
        index.putInt(at + INODE_AT - 4, device);
        index.putInt(at + INODE_AT, inode);
        index.putInt(at + UID_AT, uid);
        index.putInt(at + UID_AT + 4, gid);
        index.putInt(at + SIZE_AT, size);
    }
}
