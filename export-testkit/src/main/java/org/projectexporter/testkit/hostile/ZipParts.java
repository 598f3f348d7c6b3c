package org.projectexporter.testkit.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** A parsed zip that can be changed and written again. For small ones, without ZIP64. */
final class ZipParts {
    private static final int END_BYTES = 22;
    private static final int S_IFREG = 0100000;
    private static final int S_IFDIR = 0040000;
    private static final int S_IFLNK = 0120000;

    private final byte[] zip;
    final List<ZipPart> entries = new ArrayList<>();
    /**
     * The end record (APPNOTE 4.3.16); its fields about the directory are set when the zip is written, unless {@link
     * #endIsFixed}.
     */
    final ByteBuffer end;

    /** Bytes before the zip, which do not change its offsets. */
    byte[] before = {};

    byte[] beforeDirectory = {};
    byte[] behindDirectory = {};
    byte[] behindEnd = {};
    boolean endIsFixed;
    /** Whether the directory lists the second and third entry in reverse order. */
    boolean recordsSwapped;

    ZipParts(byte[] zip) {
        this.zip = zip;
        ByteBuffer all = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int endAt = zip.length - END_BYTES;
        end = ByteBuffer.wrap(Arrays.copyOfRange(zip, endAt, zip.length)).order(ByteOrder.LITTLE_ENDIAN);
        int at = end.getInt(16);
        while (at < endAt) {
            int name = Short.toUnsignedInt(all.getShort(at + 28));
            int extra = Short.toUnsignedInt(all.getShort(at + 30));
            entries.add(part(all, at, name, extra));
            at += ZipPart.CENTRAL_BYTES + name + extra;
        }
    }

    private ZipPart part(ByteBuffer all, int at, int name, int extra) {
        int local = all.getInt(at + 42);
        int nameEnd = local + ZipPart.LOCAL_BYTES + name;
        int contentStart = nameEnd + Short.toUnsignedInt(all.getShort(local + 28));
        int nameAt = at + ZipPart.CENTRAL_BYTES;
        return new ZipPart(
                slice(local, local + ZipPart.LOCAL_BYTES),
                slice(at, nameAt),
                slice(nameAt, nameAt + name),
                slice(nameEnd, contentStart),
                slice(nameAt + name, nameAt + name + extra),
                slice(contentStart, contentStart + all.getInt(at + ZipPart.COMPRESSED_SIZE)));
    }

    private byte[] slice(int from, int to) {
        return Arrays.copyOfRange(zip, from, to);
    }

    byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before);
        for (ZipPart entry : entries) {
            out.writeBytes(entry.before);
            int offset = out.size() - before.length;
            entry.central.putInt(42, entry.offset == null ? offset : entry.offset);
            if (!entry.onlyRecord) {
                putLocal(entry, out);
            }
        }
        out.writeBytes(beforeDirectory);
        int start = out.size() - before.length;
        List<ZipPart> records = new ArrayList<>(entries);
        if (recordsSwapped) {
            Collections.swap(records, 1, 2);
        }
        records.forEach(entry -> putCentral(entry, out));
        int bytes = out.size() - before.length - start;
        if (!endIsFixed) {
            end.putShort(8, (short) entries.size()).putShort(10, (short) entries.size());
            end.putInt(12, bytes).putInt(16, start);
        }
        out.writeBytes(behindDirectory);
        out.writeBytes(end.array());
        out.writeBytes(behindEnd);
        return out.toByteArray();
    }

    private static void putLocal(ZipPart entry, ByteArrayOutputStream out) {
        entry.local.putShort(26, (short) entry.localName.length).putShort(28, (short) entry.localExtra.length);
        out.writeBytes(entry.local.array());
        out.writeBytes(entry.localName);
        out.writeBytes(entry.localExtra);
        out.writeBytes(entry.content);
    }

    private static void putCentral(ZipPart entry, ByteArrayOutputStream out) {
        entry.central.putShort(28, (short) entry.centralName.length).putShort(30, (short) entry.centralExtra.length);
        entry.central.putShort(32, (short) entry.comment.length);
        out.writeBytes(entry.central.array());
        out.writeBytes(entry.centralName);
        out.writeBytes(entry.centralExtra);
        out.writeBytes(entry.comment);
    }

    /** The project's folder. */
    String name() {
        return entries.get(0).path();
    }

    ZipPart first(Predicate<ZipPart> wanted) {
        return entries.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the export has none of a kind that is needed"));
    }

    /** A file of the working tree whose content is deflated. */
    ZipPart deflated() {
        return first(entry -> isWorking(entry) && entry.type() == S_IFREG && entry.isDeflated());
    }

    /** A file of the working tree whose content is stored, and not empty. */
    ZipPart stored() {
        return first(entry -> isWorking(entry) && entry.type() == S_IFREG && !entry.isDeflated() && entry.size() > 0);
    }

    /** A folder in the working tree. */
    ZipPart folder() {
        return first(entry -> isWorking(entry) && entry.type() == S_IFDIR);
    }

    /** A symbolic link in the working tree. */
    ZipPart link() {
        return first(entry -> isWorking(entry) && entry.type() == S_IFLNK);
    }

    ZipPart named(String path) {
        return first(entry -> entry.path().equals(path));
    }

    private boolean isWorking(ZipPart entry) {
        return entry.path().startsWith(name() + "/") && !entry.path().startsWith(name() + "/.git");
    }

    /** Inserts an entry after another one. */
    void addBehind(ZipPart there, ZipPart added) {
        entries.add(entries.indexOf(there) + 1, added);
    }
}
