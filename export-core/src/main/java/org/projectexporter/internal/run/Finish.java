package org.projectexporter.internal.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.projectexporter.internal.archive.RestoreNote;
import org.projectexporter.internal.checkpoint.Commit;
import org.projectexporter.internal.digest.Sha256;
import org.projectexporter.internal.engine.Ledger;
import org.projectexporter.internal.engine.Sha256Sums;
import org.projectexporter.internal.output.Target;
import org.projectexporter.internal.output.VolumeOutput;
import org.projectexporter.internal.output.WorkFolder;
import org.projectexporter.internal.plan.PlanFacts;
import org.projectexporter.spi.NativeNames;

/** What comes after the archive's last byte: the files beside it, and the decision about all names. */
final class Finish {
    static final String MANIFEST_FILE = "manifest.json";
    private static final String SUMS_FILE = "sha256";

    private static final String RESTORE_FILE = "restore";

    private final StoredRequest request;
    private final Target target;
    private final WorkFolder work;

    Finish(StoredRequest request, Target target, WorkFolder work) {
        this.request = request;
        this.target = target;
        this.work = work;
    }

    /** Writes what lies beside the archive, and lists all names: the archive's first file comes last. */
    Commit commit(VolumeOutput.Finished archive, Ledger ledger, PlanFacts facts, Findings findings) throws IOException {
        List<Path> names = names(archive.files().size());
        List<Commit.Part> parts = new ArrayList<>();
        ByteArrayOutputStream sums = new ByteArrayOutputStream();
        for (int i = 0; i < names.size(); i++) {
            sums.writeBytes(Sha256Sums.line(archive.sha256().get(i), NativeNames.nameOf(names.get(i))));
        }
        parts.add(part(work.file(MANIFEST_FILE), target.manifest()));
        sums.writeBytes(line(work.file(MANIFEST_FILE), target.manifest()));
        if (names.size() > 1) {
            Path note = work.write(RESTORE_FILE, restoreNote(names.size()));
            parts.add(part(note, target.restoreNote()));
            sums.writeBytes(line(note, target.restoreNote()));
        }
        parts.add(part(work.write(SUMS_FILE, sums.toByteArray()), target.checksums()));
        for (int i = names.size() - 1; i >= 0; i--) {
            parts.add(part(archive.files().get(i), names.get(i)));
        }
        work.syncNames();
        return new Commit(
                parts,
                names.size(),
                archive.bytes(),
                ledger.total().bytes(),
                ledger.total().files(),
                facts.project().commits(),
                facts.filesLeftOut(),
                findings.warnings(),
                findings.unexpected());
    }

    private byte[] restoreNote(int volumes) {
        String name = NativeNames.nameOf(target.archive()).toString();
        return RestoreNote.of(name, volumes, request.options().format()).getBytes(StandardCharsets.UTF_8);
    }

    private List<Path> names(int volumes) {
        if (volumes == 1) {
            return List.of(target.archive());
        }
        List<Path> names = new ArrayList<>();
        for (int i = 1; i <= volumes; i++) {
            names.add(target.volume(i));
        }
        return names;
    }

    private static Commit.Part part(Path file, Path name) {
        return new Commit.Part(file.getFileName().toString(), NativeNames.nameOf(name));
    }

    private static byte[] line(Path file, Path name) throws IOException {
        return Sha256Sums.line(sha256(file), NativeNames.nameOf(name));
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
