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

import org.projectexporter.git.config.StatRules;

/**
 * The attributes of a file from {@code lstat} as an index stores them, each truncated to 32 bits. Git does not read a
 * file whose attributes are unchanged. Source: gitformat-index(5), "Index entry"; {@code fill_stat_data} in Git's
 * {@code statinfo.c}.
 *
 * @param ctime when the attributes were last changed
 * @param mode type and permissions, all 16 bits
 */
public record StatData(Instant ctime, Instant mtime, int device, int inode, int mode, int uid, int gid, int size) {
    /** The number of bytes that the attributes take in an index entry. */
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

    /** Reads the attributes of a file; null if the file system does not provide all of them. */
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
     * Whether these attributes equal those in the index at {@code at}, so that Git would not read the file. As in Git,
     * the device is not compared.
     */
    @SuppressWarnings("JavaInstantGetSecondsGetNano") // both halves
    boolean isAt(ByteBuffer index, int at, int indexMode, StatRules rules) {
        boolean sameChange = !rules.ctime()
                || (index.getInt(at) == (int) ctime.getEpochSecond() && index.getInt(at + 4) == ctime.getNano());
        boolean sameFile = index.getInt(at + INODE_AT) == inode
                && index.getInt(at + UID_AT) == uid
                && index.getInt(at + UID_AT + 4) == gid
                && index.getInt(at + MTIME_AT + 4) == mtime.getNano();
        return index.getInt(at + MTIME_AT) == (int) mtime.getEpochSecond()
                && index.getInt(at + SIZE_AT) == size
                && (!rules.complete() || (sameChange && sameFile))
                && isOfMode(indexMode, rules);
    }

    /**
     * Whether the mode of an index entry matches: its type and, for a file, the owner's execute permission, where the
     * repository has them. An index stores nothing else of the mode.
     */
    public boolean isOfMode(int indexMode, StatRules rules) {
        int type = mode & TYPE;
        if ((indexMode & TYPE) == LINK) {
            return type == LINK || (type == FILE && !rules.links());
        }
        boolean sameRun = (indexMode & OWNER_RUNS) == (mode & OWNER_RUNS);
        return (indexMode & TYPE) == FILE && type == FILE && (sameRun || !rules.modes());
    }

    /** Writes the attributes into an index at {@code at}. */
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
