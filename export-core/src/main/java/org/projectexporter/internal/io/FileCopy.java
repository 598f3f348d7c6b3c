package org.projectexporter.internal.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.files.ExtentSharing;

/** Copies the content of a file to a new one, by sharing its blocks where the file system can. */
public final class FileCopy {
    private FileCopy() {}

    /**
     * Copies the content; times and modes are not copied, and nothing is made durable. The file may change meanwhile,
     * so what depends on the content has to be checked by reading the copy.
     *
     * @param from a file, not a link
     * @param to does not exist yet
     */
    public static void copy(Path from, Path to) throws IOException {
        try (FileChannel in = FileChannel.open(from, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                FileChannel out = FileChannel.open(
                        to,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            if (!share(from, to)) {
                out.truncate(0);
                copy(in, out);
            }
        }
    }

    private static boolean share(Path from, Path to) throws IOException {
        FileStat source = FileStat.read(from);
        return source.size() > 0
                && Extents.maySupport(Files.getFileStore(to).type())
                && Extents.share(
                        new ExtentSharing.Place(from, source, 0),
                        new ExtentSharing.Place(to, FileStat.read(to), 0),
                        source.size());
    }

    private static void copy(FileChannel in, FileChannel out) throws IOException {
        long at = 0;
        long n;
        do {
            n = in.transferTo(at, Long.MAX_VALUE - at, out);
            at += n;
        } while (n > 0);
    }
}
