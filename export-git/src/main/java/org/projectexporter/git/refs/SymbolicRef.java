package org.projectexporter.git.refs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;

/**
 * A ref that names another one: a file or, as created by old versions of Git, a link whose target is that name. Source:
 * git-symbolic-ref(1), "Notes"; {@code read_ref_internal} in Git's {@code refs/files-backend.c}.
 */
public final class SymbolicRef {
    private static final RawPath HEAD = RawPath.of("HEAD");
    private static final RawPath REFS = RawPath.of("refs");
    private static final int FILE_MODE = 0644;

    private SymbolicRef() {}

    /**
     * Whether Git reads a link as a symbolic ref.
     *
     * @param path relative to the repository's folder
     */
    public static boolean isSymbolicRef(RawPath path, RawPath target) {
        boolean ref = path.equals(HEAD) || path.startsWith(REFS);
        return ref
                && target.startsWith(REFS)
                && !target.equals(REFS)
                && !target.toString().contains("..");
    }

    /** The file that is equivalent to the link. */
    public static PlannedEntry entry(RawPath path, FileStat link, RawPath target, PlanSink sink) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("ref: ".getBytes(StandardCharsets.US_ASCII));
        text.writeBytes(target.bytes());
        text.write('\n');
        byte[] bytes = text.toByteArray();
        return PlannedEntry.file(
                path,
                EntryRole.REPOSITORY,
                bytes.length,
                link.mtime(),
                FILE_MODE,
                sink.capture(bytes),
                StorageHint.AUTO);
    }
}
