package org.projectexporter.sidecar.internal.jobs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

/**
 * Folders of imports: {@code uploads/ID/archive} while it is needed, and {@code uploads/ID/name} with the project's id
 * until the import has ended, so that an interrupted import is recognised after a crash.
 */
final class ImportUploads {
    private static final String ARCHIVE = "archive";
    private static final String NAME = "name";
    private static final long STEP_BYTES = 64L << 20;
    private static final int TAR_MAGIC_AT = 257;
    private static final int BUFFER_BYTES = 256 * 1024;

    /** An import that was interrupted by the end of its process. */
    record Interrupted(String id, String name) {}

    private final Path folder;
    private final Quota quota;

    ImportUploads(Path folder, Quota quota) {
        this.folder = folder;
        this.quota = quota;
    }

    /** Removes the files of earlier processes, and returns the imports that were interrupted. */
    List<Interrupted> sweep() throws IOException {
        List<Interrupted> interrupted = new ArrayList<>();
        for (Path child : DataFolder.children(folder)) {
            nameIn(child)
                    .ifPresent(name ->
                            interrupted.add(new Interrupted(child.getFileName().toString(), name)));
            DataFolder.remove(child);
        }
        return interrupted;
    }

    /** After a crash the file may be incomplete. */
    private static Optional<String> nameIn(Path child) {
        try {
            return Optional.of(Files.readString(child.resolve(NAME)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Records that an import with this id is in progress. */
    void begin(String id, String name) throws IOException {
        Path place = Files.createDirectory(folder.resolve(id));
        Files.write(place.resolve(NAME), name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Receives an archive.
     *
     * @param length of the archive; negative if unknown
     * @param suffix of its format, with its dot; empty to detect it from the first bytes
     * @throws JobException QUOTA if there is not enough space for it
     */
    Path receive(String id, InputStream body, long length, String suffix) throws JobException, IOException {
        Path place = folder.resolve(id);
        requireSpace(Math.max(length, 0));
        quota.reserve(place, Math.max(length, STEP_BYTES));
        Path file = place.resolve(ARCHIVE);
        long received;
        try (OutputStream out = Files.newOutputStream(file)) {
            received = copy(place, body, out, length);
        }
        if (length >= 0 && received != length) {
            throw new EOFException("the archive ended after " + received + " of " + length + " bytes");
        }
        String known = suffix.isEmpty() ? suffixByContent(file) : suffix;
        return Files.move(file, place.resolve(ARCHIVE + known));
    }

    /**
     * By APPNOTE 4.3.7 (zip), RFC 1952, section 2.3.1 (gzip), RFC 8878, section 3.1.1 (zstd), POSIX ustar (tar).
     * Anything else is treated as a zip, which the importer then refuses.
     */
    private static String suffixByContent(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(TAR_MAGIC_AT + 5);
        }
        if (startsWith(head, 0, 0x1f, 0x8b)) {
            return ".tar.gz";
        }
        if (startsWith(head, 0, 0x28, 0xb5, 0x2f, 0xfd)) {
            return ".tar.zst";
        }
        return startsWith(head, TAR_MAGIC_AT, 'u', 's', 't', 'a', 'r') ? ".tar" : ".zip";
    }

    private static boolean startsWith(byte[] head, int at, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (at + i >= head.length || (head[at + i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private long copy(Path place, InputStream body, OutputStream out, long length) throws JobException, IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long received = 0;
        long reserved = Math.max(length, STEP_BYTES);
        int read;
        while ((read = body.read(buffer)) >= 0) {
            received += read;
            if (received > reserved) {
                requireSpace(STEP_BYTES);
                reserved = received + STEP_BYTES;
                quota.reserve(place, reserved);
            }
            out.write(buffer, 0, read);
        }
        return received;
    }

    private void requireSpace(long bytes) throws JobException, IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (bytes > free) {
            throw new JobException(
                    Reason.QUOTA, "the disk has " + free + " bytes left, but " + bytes + " are needed for the archive");
        }
    }

    /** Removes its record and the received data. */
    void end(String id) throws IOException {
        Path place = folder.resolve(id);
        DataFolder.remove(place);
        quota.release(place);
    }
}
