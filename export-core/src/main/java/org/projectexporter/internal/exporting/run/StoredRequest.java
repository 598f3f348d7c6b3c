package org.projectexporter.internal.exporting.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.projectexporter.ExportException;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportRequest.PathMapping;
import org.projectexporter.internal.exporting.journal.FileMark;
import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.internal.exporting.plan.ReadAccess;
import org.projectexporter.internal.wire.FileKind;
import org.projectexporter.internal.wire.FileStatWire;
import org.projectexporter.internal.wire.KeptFile;
import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * The request in the file {@code request} of the work folder: the first thing that an export makes durable, so that it
 * can be resumed whenever it stops.
 *
 * @param exportId 16 bytes that no other export has
 * @param project the project's folder, its own links resolved
 * @param name the folder's name in the archive
 * @param access what outside the project may be read
 * @param exportedAt the manifest's moment, to the second
 * @param folderBefore the target's folder before anything was made in it
 * @param fingerprint of the format and its codecs
 * @param sources the names of all sources, which decide what is planned
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
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
        Fingerprint fingerprint,
        List<String> sources) {
    static final String FILE = WorkFolder.REQUEST;

    /**
     * Version 2 had a header of its own, version 3 no deflate engine, version 4 no path mappings, version 5 no
     * sources.
     */
    private static final FileKind KIND = FileKind.ofExport("RQST", 6, "the request of the interrupted export");

    /** More than any real request; a planted file must not exhaust the memory. */
    private static final int MOST_BYTES = 16 << 20;

    static StoredRequest of(
            ExportRequest request,
            Path project,
            RawPath name,
            ReadAccess access,
            Instant exportedAt,
            FileStat folderBefore,
            Fingerprint fingerprint,
            List<String> sources) {
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
                fingerprint,
                sources);
    }

    /** Size of a volume in bytes; unlimited if the archive is not split. */
    long volumeBytes() {
        return options.splitSizeMb().isPresent() ? options.splitSizeMb().getAsInt() * (1L << 20) : Long.MAX_VALUE;
    }

    /** Whether it exists: if so, an export was begun here. */
    static boolean isIn(WorkFolder work) {
        return Files.exists(work.file(FILE));
    }

    /** Writes it, and makes it and the work folder's name durable. */
    void write(WorkFolder work) throws IOException {
        work.write(FILE, KeptFile.encode(KIND, this, StoredRequest::write));
        work.syncNames();
    }

    /**
     * Reads it.
     *
     * @throws ExportException if it is damaged, or of another version
     */
    static StoredRequest read(WorkFolder work) throws IOException {
        return KeptFile.decode(KIND, work.read(FILE, MOST_BYTES), work.file(FILE), StoredRequest::read);
    }

    /** The mark of the file, for the journal. */
    static FileMark mark(WorkFolder work) throws IOException {
        return FileMark.of(work.read(FILE, MOST_BYTES));
    }

    private static void write(WireWriter out, StoredRequest request) throws IOException {
        out.writeFixed(request.exportId);
        out.writePath(NativeNames.bytesOf(request.project));
        out.writePath(request.name);
        out.writeText(request.options.toJson());
        out.writeList(request.access.roots(), (to, root) -> to.writePath(NativeNames.bytesOf(root)));
        out.writeBoolean(request.access.repositoryFolders());
        out.writeList(request.access.mappings(), StoredRequest::writeMapping);
        out.writeOptional(request.projectId.orElse(null), WireWriter::writeText);
        out.writeInstant(request.exportedAt);
        out.writeBoolean(request.replace);
        FileStatWire.write(out, request.folderBefore);
        out.writeText(request.fingerprint.deflate());
        out.writeText(request.fingerprint.digest());
        out.writeList(request.sources, WireWriter::writeText);
    }

    private static void writeMapping(WireWriter out, PathMapping mapping) throws IOException {
        out.writeText(mapping.from());
        out.writePath(NativeNames.bytesOf(mapping.to()));
    }

    private static StoredRequest read(WireReader in) throws IOException {
        return new StoredRequest(
                in.readFixed(2 * Long.BYTES),
                NativeNames.toPath(in.readPath()),
                in.readPath(),
                ExportOptions.fromJson(in.readText()),
                new ReadAccess(
                        in.readList(from -> NativeNames.toPath(from.readPath())),
                        in.readBoolean(),
                        in.readList(from -> new PathMapping(from.readText(), NativeNames.toPath(from.readPath())))),
                Optional.ofNullable(in.readOptional(WireReader::readText)),
                in.readInstant(),
                in.readBoolean(),
                FileStatWire.read(in),
                new Fingerprint(in.readText(), in.readText()),
                in.readList(WireReader::readText));
    }
}
