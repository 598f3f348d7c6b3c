package org.projectexporter.internal.exporting.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.internal.exporting.journal.FileMark;
import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.internal.exporting.plan.ReadAccess;
import org.projectexporter.internal.wire.Records;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * What was asked for, in the file {@code request} of the work folder: the first thing that an export makes durable, so that it can
 * be resumed whenever it stops.
 *
 * @param exportId 16 bytes that no other export has
 * @param project the project's folder, its own links resolved
 * @param name the folder's name in the archive
 * @param access what outside the project may be read
 * @param exportedAt the manifest's moment, to the second
 * @param folderBefore the target's folder before anything was made in it
 * @param fingerprint of the format and its codecs: see {@link Fingerprint}
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record StoredRequest(
        byte[] exportId,
        Path project,
        RawPath name,
        ExportOptions options,
        ReadAccess access,
        Optional<String> projectId,
        Instant exportedAt,
        boolean replace,
        FileStat folderBefore,
        String fingerprint) {
    static final String FILE = WorkFolder.REQUEST;
    private static final long MAGIC = 0x5045585052455102L; // "PEXPREQ" and the version

    /** More than any; what is planted must not fill the memory. */
    private static final int MOST_BYTES = 16 << 20;

    static StoredRequest of(
            ExportRequest request,
            Path project,
            RawPath name,
            ReadAccess access,
            Instant exportedAt,
            FileStat folderBefore,
            String fingerprint) {
        UUID id = UUID.randomUUID();
        return new StoredRequest(
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array(),
                project,
                name,
                request.options(),
                access,
                request.projectId(),
                exportedAt,
                request.replaceTarget(),
                folderBefore,
                fingerprint);
    }

    /** Size of a volume; one file for all if the archive is not to be split. */
    long volumeBytes() {
        return options.splitSizeMb().isPresent() ? options.splitSizeMb().getAsInt() * (1L << 20) : Long.MAX_VALUE;
    }

    /** Whether there is one: then an export was begun here. */
    static boolean isIn(WorkFolder work) {
        return Files.exists(work.file(FILE));
    }

    /** Writes it, and makes it and the work folder's name durable. */
    void write(WorkFolder work) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(MAGIC);
        out.write(exportId);
        Records.writePath(NativeNames.bytesOf(project), out);
        Records.writePath(name, out);
        Records.writePath(RawPath.of(options.toJson()), out);
        out.writeInt(access.roots().size());
        for (Path root : access.roots()) {
            Records.writePath(NativeNames.bytesOf(root), out);
        }
        out.writeBoolean(access.repositoryFolders());
        out.writeBoolean(projectId.isPresent());
        Records.writePath(RawPath.of(projectId.orElse("")), out);
        out.writeLong(exportedAt.getEpochSecond());
        out.writeBoolean(replace);
        writeStat(folderBefore, out);
        out.writeUTF(fingerprint);
        out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
        work.write(FILE, bytes.toByteArray());
        work.syncNames();
    }

    /**
     * Reads it.
     *
     * @throws ExportException if it is not whole, or of another version
     */
    static StoredRequest read(WorkFolder work) throws IOException {
        byte[] bytes = work.read(FILE, MOST_BYTES);
        int length = bytes.length - Integer.BYTES;
        if (length < Long.BYTES || ByteBuffer.wrap(bytes).getInt(length) != checksum(bytes, length)) {
            throw unusable(work, "is damaged");
        }
        DataInput in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readLong() != MAGIC) {
            throw unusable(work, "was written by another version of this program");
        }
        try {
            return read(in);
        } catch (EOFException | UTFDataFormatException | RuntimeException e) { // what is no request shows in many ways
            throw unusable(work, "says nothing sensible");
        }
    }

    /** The mark of the file, for the journal. */
    static FileMark mark(WorkFolder work) throws IOException {
        return FileMark.of(work.read(FILE, MOST_BYTES));
    }

    private static StoredRequest read(DataInput in) throws IOException {
        byte[] id = new byte[2 * Long.BYTES];
        in.readFully(id);
        Path project = NativeNames.toPath(Records.readPath(in));
        RawPath name = Records.readPath(in);
        ExportOptions options = ExportOptions.fromJson(Records.readPath(in).toString());
        ReadAccess access = readAccess(in);
        boolean hasId = in.readBoolean();
        String projectId = Records.readPath(in).toString();
        return new StoredRequest(
                id,
                project,
                name,
                options,
                access,
                hasId ? Optional.of(projectId) : Optional.empty(),
                Instant.ofEpochSecond(in.readLong()),
                in.readBoolean(),
                readStat(in),
                in.readUTF());
    }

    private static ReadAccess readAccess(DataInput in) throws IOException {
        List<Path> roots = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            roots.add(NativeNames.toPath(Records.readPath(in)));
        }
        return new ReadAccess(roots, in.readBoolean());
    }

    private static ExportException unusable(WorkFolder work, String why) {
        return new ExportException(
                Reason.NOT_RESUMABLE,
                "the request of the interrupted export " + why + " (" + work.file(FILE)
                        + "); discard this export, and start it again");
    }

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // both halves
    private static void writeStat(FileStat stat, DataOutputStream out) throws IOException {
        out.writeUTF(stat.kind().name());
        out.writeLong(stat.size());
        out.writeLong(stat.mtime().getEpochSecond());
        out.writeInt(stat.mtime().getNano());
        out.writeInt(stat.mode());
        out.writeLong(stat.device());
        out.writeLong(stat.inode());
        out.writeInt(stat.links());
    }

    private static FileStat readStat(DataInput in) throws IOException {
        return new FileStat(
                FileStat.Kind.valueOf(in.readUTF()),
                in.readLong(),
                Instant.ofEpochSecond(in.readLong(), in.readInt()),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readInt());
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
