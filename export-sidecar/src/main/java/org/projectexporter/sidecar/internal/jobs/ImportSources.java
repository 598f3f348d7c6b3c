package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where the archives of imports are, and what prevents their removal meanwhile. */
final class ImportSources {
    private static final int TAR_MAGIC_AT = 257;

    private final ExportJobs exports;
    private final Uploads uploads;
    private final HandOver handOver;

    ImportSources(ExportJobs exports, Uploads uploads, HandOver handOver) {
        this.exports = exports;
        this.uploads = uploads;
        this.handOver = handOver;
    }

    /** How long imports ran, next to exports. */
    RunFigures figures() {
        return exports.figures();
    }

    /**
     * Prevents the removal of an archive until the result is closed.
     *
     * @throws JobException if it is not there, not complete, or not allowed
     */
    Archive hold(ImportSource source) throws JobException, IOException {
        if (source.exportId().isPresent()) {
            ArchiveHold hold = exports.hold(source.exportId().get());
            Path first = hold.result().volumes().get(0).file();
            return new Archive(List.of(first), true, hold::close);
        }
        if (source.file().isPresent()) {
            return new Archive(List.of(handOver.readable(source.file().get())), true, () -> {});
        }
        UploadsHold hold = uploads.hold(source.uploads());
        return new Archive(hold.files(), false, hold::close);
    }

    /**
     * An archive that is held.
     *
     * @param files its files; if they are named, the first is enough to find the others
     * @param named whether they have the names of an archive
     * @param release allows their removal again
     */
    record Archive(List<Path> files, boolean named, Runnable release) {
        /** Allows its removal again. */
        void close() {
            release.run();
        }

        /** The archive, or its first volume, under a name with the suffix of its format. */
        Path in(Path folder, String suffix) throws IOException {
            if (named) {
                return files.get(0);
            }
            DataFolder.remove(folder);
            DataFolder.makeFolders(folder);
            String name = "archive" + (suffix.isEmpty() ? suffixByContent(files.get(0)) : suffix);
            for (int i = 0; i < files.size(); i++) {
                link(files.get(i), folder.resolve(files.size() == 1 ? name : volume(name, i + 1)));
            }
            return folder.resolve(files.size() == 1 ? name : volume(name, 1));
        }

        private static String volume(String name, int number) {
            return name + String.format(Locale.ROOT, ".%03d", number);
        }
    }

    private static void link(Path file, Path name) throws IOException {
        try {
            Files.createLink(name, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(file, name); // a file system without links, such as exFAT
        }
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
}
