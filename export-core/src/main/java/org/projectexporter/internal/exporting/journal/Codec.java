package org.projectexporter.internal.exporting.journal;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

/** Parts of records as bytes. They are read by the build that wrote them, or not at all. */
final class Codec {
    private static final EntryType[] TYPES = EntryType.values();
    private static final FileStat.Kind[] KINDS = FileStat.Kind.values();

    /** Writes the parts of one record. */
    interface Body {
        void write(DataOutput out) throws IOException;
    }

    private Codec() {}

    static byte[] bytes(int tag, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(tag);
        body.write(out);
        return bytes.toByteArray();
    }

    /** A record to read from; no part of it is believed to be longer than it. */
    static DataInput input(byte[] record) {
        return new DataInputStream(new ByteArrayInputStream(record));
    }

    static void write(Planned planned, DataOutput out) throws IOException {
        out.writeLong(planned.plan());
        write(planned.captures(), out);
        write(planned.facts(), out);
        write(planned.request(), out);
    }

    static Planned readPlanned(DataInput in) throws IOException {
        return new Planned(in.readLong(), readMark(in), readMark(in), readMark(in));
    }

    static void write(Addendum addendum, DataOutput out) throws IOException {
        out.writeLong(addendum.vanished());
        out.writeLong(addendum.objects());
        out.writeLong(addendum.plan());
        write(addendum.captures(), out);
    }

    static Addendum readAddendum(DataInput in) throws IOException {
        return new Addendum(in.readLong(), in.readLong(), in.readLong(), readMark(in));
    }

    static void write(Patch patch, DataOutput out) throws IOException {
        out.writeLong(patch.position());
        writeBytes(patch.before(), out);
    }

    static Patch readPatch(DataInput in) throws IOException {
        return new Patch(in.readLong(), readBytes(in));
    }

    static void write(Checkpoint checkpoint, DataOutput out) throws IOException {
        write(checkpoint.start(), out);
        out.writeBoolean(checkpoint.open() != null);
        if (checkpoint.open() != null) {
            write(checkpoint.open(), out);
        }
        out.writeLong(checkpoint.position());
        writeBytes(checkpoint.tail(), out);
        writeStrings(checkpoint.volumes(), out);
        out.writeInt(checkpoint.sums().size());
        for (SumTable.Sum sum : checkpoint.sums()) {
            out.writeInt(sum.chunk());
            out.writeInt(sum.crc32c());
        }
    }

    static Checkpoint readCheckpoint(DataInput in) throws IOException {
        return new Checkpoint(
                readRestartPoint(in),
                in.readBoolean() ? readOpenFile(in) : null,
                in.readLong(),
                readBytes(in),
                readStrings(in),
                readSums(in));
    }

    private static List<SumTable.Sum> readSums(DataInput in) throws IOException {
        List<SumTable.Sum> sums = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            sums.add(new SumTable.Sum(in.readInt(), in.readInt()));
        }
        return sums;
    }

    private static void write(RestartPoint point, DataOutput out) throws IOException {
        out.writeInt(point.part());
        out.writeLong(point.entry());
        out.writeLong(point.position());
        writeBytes(point.writer(), out);
        writeMarks(point.spools(), out);
    }

    private static RestartPoint readRestartPoint(DataInput in) throws IOException {
        return new RestartPoint(in.readInt(), in.readLong(), in.readLong(), readBytes(in), readMarks(in));
    }

    private static void write(OpenFile open, DataOutput out) throws IOException {
        out.writeInt(open.part());
        out.writeLong(open.number());
        write(open.entry(), out);
        out.writeBoolean(open.stat() != null);
        if (open.stat() != null) {
            write(open.stat(), out);
        }
        out.writeLong(open.bytesGiven());
        writeBytes(open.sha256(), out);
        writeBytes(open.writer(), out);
        writeMarks(open.spools(), out);
    }

    private static OpenFile readOpenFile(DataInput in) throws IOException {
        return new OpenFile(
                in.readInt(),
                in.readLong(),
                readEntry(in),
                in.readBoolean() ? readStat(in) : null,
                in.readLong(),
                readBytes(in),
                readBytes(in),
                readMarks(in));
    }

    @SuppressWarnings("EnumOrdinal")
    private static void write(ArchiveEntry entry, DataOutput out) throws IOException {
        writePath(entry.path(), out);
        out.writeByte(entry.type().ordinal());
        out.writeLong(entry.size());
        write(entry.mtime(), out);
        out.writeInt(entry.mode());
        out.writeBoolean(entry.linkTarget() != null);
        if (entry.linkTarget() != null) {
            writePath(entry.linkTarget(), out);
        }
        out.writeBoolean(entry.compress());
        out.writeLong(entry.crc32());
    }

    private static ArchiveEntry readEntry(DataInput in) throws IOException {
        return ArchiveEntry.builder(readPath(in), TYPES[in.readUnsignedByte()])
                .size(in.readLong())
                .mtime(readInstant(in))
                .mode(in.readInt())
                .linkTarget(in.readBoolean() ? readPath(in) : null)
                .compress(in.readBoolean())
                .crc32(in.readLong())
                .build();
    }

    @SuppressWarnings("EnumOrdinal")
    static void write(FileStat stat, DataOutput out) throws IOException {
        out.writeByte(stat.kind().ordinal());
        out.writeLong(stat.size());
        write(stat.mtime(), out);
        out.writeInt(stat.mode());
        out.writeLong(stat.device());
        out.writeLong(stat.inode());
        out.writeInt(stat.links());
    }

    static FileStat readStat(DataInput in) throws IOException {
        return new FileStat(
                KINDS[in.readUnsignedByte()],
                in.readLong(),
                readInstant(in),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readInt());
    }

    static void write(Commit commit, DataOutput out) throws IOException {
        writeStrings(commit.sha256(), out);
        out.writeInt(commit.volumes());
        out.writeLong(commit.archiveBytes());
        out.writeLong(commit.contentBytes());
        out.writeLong(commit.files());
        out.writeLong(commit.commits().orElse(-1));
        out.writeLong(commit.leftOut());
        writeStrings(commit.warnings(), out);
        out.writeBoolean(commit.incomplete());
    }

    static Commit readCommit(DataInput in) throws IOException {
        return new Commit(
                readStrings(in),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                known(in.readLong()),
                in.readLong(),
                readStrings(in),
                in.readBoolean());
    }

    private static OptionalLong known(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Both halves of an instant. */
    @SuppressWarnings("JavaInstantGetSecondsGetNano")
    static void write(Instant instant, DataOutput out) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    static Instant readInstant(DataInput in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    static void writePath(RawPath path, DataOutput out) throws IOException {
        writeBytes(path.bytes(), out);
    }

    static RawPath readPath(DataInput in) throws IOException {
        return RawPath.of(readBytes(in));
    }

    static void writeOptionalString(@Nullable String text, DataOutput out) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            writePath(RawPath.of(text), out);
        }
    }

    static @Nullable String readOptionalString(DataInput in) throws IOException {
        return in.readBoolean() ? readPath(in).toString() : null;
    }

    static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || (in instanceof DataInputStream record && length > record.available())) {
            throw new EOFException("a part of " + length + " bytes is longer than its record");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private static void writeStrings(List<String> texts, DataOutput out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            writePath(RawPath.of(text), out);
        }
    }

    private static List<String> readStrings(DataInput in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(readPath(in).toString());
        }
        return texts;
    }

    private static void writeMarks(Map<String, FileMark> marks, DataOutput out) throws IOException {
        out.writeInt(marks.size());
        for (Map.Entry<String, FileMark> each : new TreeMap<>(marks).entrySet()) {
            out.writeUTF(each.getKey());
            write(each.getValue(), out);
        }
    }

    private static Map<String, FileMark> readMarks(DataInput in) throws IOException {
        Map<String, FileMark> marks = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            marks.put(in.readUTF(), readMark(in));
        }
        return marks;
    }

    private static void write(FileMark mark, DataOutput out) throws IOException {
        out.writeLong(mark.length());
        out.writeInt(mark.crc32c());
    }

    private static FileMark readMark(DataInput in) throws IOException {
        return new FileMark(in.readLong(), in.readInt());
    }
}
