package org.projectexporter.internal.exporting.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.exporting.journal.Commit;
import org.projectexporter.internal.exporting.journal.Damage;
import org.projectexporter.internal.exporting.output.Target;
import org.projectexporter.internal.exporting.output.Target.Naming;
import org.projectexporter.internal.exporting.output.VolumeOutput;
import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.internal.io.Sha256;

/**
 * The files of the work folder that get names, and these names. Both follow from the request and the number of volumes,
 * so that the contents of a work folder cannot determine what gets a name, or which.
 */
final class FinishedFiles {
    static final String MANIFEST = "manifest.json";
    static final String CHECKSUMS = "sha256";
    static final String RESTORE_NOTE = "restore";
    static final String REPORT = "report";
    private static final int BUFFER_BYTES = 1 << 20;

    private final WorkFolder work;
    private final Target target;
    private final boolean report;
    private final int count;

    FinishedFiles(ExportContext context, int volumes) {
        this.work = context.work();
        this.target = context.target();
        this.report = context.request().options().report();
        this.count = volumes;
    }

    /** The archive's own files, in order. */
    List<Naming> volumes() {
        List<Naming> volumes = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Path name = count == 1 ? target.archive() : target.volume(i);
            volumes.add(new Naming(VolumeOutput.file(work.folder(), i - 1), name));
        }
        return volumes;
    }

    /** The files next to the archive that describe it, except the report. */
    List<Naming> nextToIt() {
        Naming manifest = new Naming(work.file(MANIFEST), target.manifest());
        return count == 1
                ? List.of(manifest)
                : List.of(manifest, new Naming(work.file(RESTORE_NOTE), target.restoreNote()));
    }

    /** The report, which has the checksums of the files before it; none if it is not wanted. */
    List<Naming> report() {
        return report ? List.of(new Naming(work.file(REPORT), target.report())) : List.of();
    }

    /** All files, in the order in which they get their names: the archive's first file comes last. */
    List<Naming> inOrder() {
        List<Naming> all = new ArrayList<>(nextToIt());
        all.addAll(report());
        all.add(new Naming(work.file(CHECKSUMS), target.checksums()));
        List<Naming> volumes = volumes();
        Collections.reverse(volumes);
        all.addAll(volumes);
        return all;
    }

    /**
     * Reads all files that an earlier run finished, whether they have their names yet or not, and compares them.
     *
     * @throws org.projectexporter.ExportException if one is missing, or differs from what that run made
     */
    static List<Naming> committed(ExportContext context, Commit commit) throws IOException {
        WorkFolder work = context.work();
        if (commit.volumes() > VolumeOutput.MOST_VOLUMES) {
            throw Damage.of(work.folder());
        }
        List<Naming> all = new FinishedFiles(context, commit.volumes()).inOrder();
        if (all.size() != commit.sha256().size()) {
            throw Damage.of(work.folder());
        }
        for (int i = 0; i < all.size(); i++) {
            Naming naming = all.get(i);
            boolean named = Files.notExists(naming.file(), LinkOption.NOFOLLOW_LINKS)
                    && Files.exists(naming.name(), LinkOption.NOFOLLOW_LINKS);
            Path file = named ? naming.name() : naming.file();
            if (!sha256IfThere(file, context.cancellation())
                    .equals(commit.sha256().get(i))) {
                throw Damage.of(file);
            }
        }
        return all;
    }

    private static String sha256IfThere(Path file, CancellationToken cancellation) throws IOException {
        try {
            return sha256(file, cancellation);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    static String sha256(Path file, CancellationToken cancellation) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                cancellation.throwIfCancelled();
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
