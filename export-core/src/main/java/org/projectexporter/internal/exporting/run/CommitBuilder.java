package org.projectexporter.internal.exporting.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions.LfsMedia;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.journal.Commit;
import org.projectexporter.internal.exporting.manifest.ManifestFacts;
import org.projectexporter.internal.exporting.media.FromTree;
import org.projectexporter.internal.exporting.media.Savings;
import org.projectexporter.internal.exporting.output.Target;
import org.projectexporter.internal.exporting.output.VolumeOutput;
import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.exporting.report.ReportFacts;
import org.projectexporter.internal.exporting.report.ReportWriter;
import org.projectexporter.internal.layout.RestoreNote;
import org.projectexporter.internal.layout.Sha256Sums;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.NativeNames;

/** Makes what follows the archive's last byte: the files next to it, and the decision about all names. */
final class CommitBuilder {
    private final ExportContext context;
    private final StoredRequest request;
    private final Target target;
    private final WorkFolder work;
    private final CancellationToken cancellation;

    CommitBuilder(ExportContext context) {
        this.context = context;
        this.request = context.request();
        this.target = context.target();
        this.work = context.work();
        this.cancellation = context.cancellation();
    }

    /** Writes the files next to the archive, and digests all files that get a name. */
    Commit commit(VolumeOutput.Finished archive, ArchiveContents contents, PlanFacts facts) throws IOException {
        int volumes = archive.files().size();
        FinishedFiles files = new FinishedFiles(context, volumes);
        if (volumes > 1) {
            work.write(
                    FinishedFiles.RESTORE_NOTE,
                    restoreNote(volumes, !contents.fromTree().isEmpty()));
        }
        List<String> digests = sha256(files.nextToIt());
        if (request.options().report()) {
            writeReport(files, archive, digests, contents.manifestFacts());
            digests.addAll(sha256(files.report()));
        }
        Path checksums = work.write(FinishedFiles.CHECKSUMS, checksums(files, archive.sha256(), digests));
        digests.add(FinishedFiles.sha256(checksums, cancellation));
        List<String> ofVolumes = new ArrayList<>(archive.sha256());
        Collections.reverse(ofVolumes);
        digests.addAll(ofVolumes);
        work.syncNames();
        Ledger ledger = contents.ledger();
        return new Commit(
                digests,
                volumes,
                archive.bytes(),
                ledger.total().bytes(),
                ledger.total().files(),
                facts.project().commits(),
                media(contents, archive.bytes()),
                facts.filesLeftOut(),
                contents.findings().warnings(),
                contents.findings().notes(),
                contents.findings().unexpected());
    }

    private List<String> sha256(List<Target.Naming> files) throws IOException {
        List<String> digests = new ArrayList<>();
        for (Target.Naming file : files) {
            digests.add(FinishedFiles.sha256(file.file(), cancellation));
        }
        return digests;
    }

    private void writeReport(
            FinishedFiles files, VolumeOutput.Finished archive, List<String> digests, ManifestFacts manifest)
            throws IOException {
        ReportFacts facts = new ReportFacts(
                new ReportFacts.Archive(
                        NativeNames.nameOf(target.archive()).toString(),
                        archive.bytes(),
                        named(files.volumes(), archive.sha256()),
                        named(files.nextToIt(), digests)),
                manifest);
        Path file = work.file(FinishedFiles.REPORT);
        ReportWriter.write(facts, file);
        work.sync(file);
    }

    private static List<ReportFacts.Sum> named(List<Target.Naming> files, List<String> digests) {
        List<ReportFacts.Sum> sums = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String name = NativeNames.nameOf(files.get(i).name()).toString();
            sums.add(new ReportFacts.Sum(name, digests.get(i)));
        }
        return sums;
    }

    private Commit.Media media(ArchiveContents contents, long archiveBytes) throws IOException {
        Ledger ledger = contents.ledger();
        long objects = ledger.count(EntryRole.LARGE_OBJECT)
                .plus(ledger.count(EntryRole.OLDER_LARGE_OBJECT))
                .files();
        FromTree fromTree = contents.fromTree();
        boolean once = request.options().lfsMedia() == LfsMedia.ONCE;
        long saving = once ? 0 : Savings.of(ledger, archiveBytes);
        return new Commit.Media(objects, fromTree.count(), fromTree.bytes(), saving);
    }

    private static byte[] checksums(FinishedFiles files, List<String> ofVolumes, List<String> digestsNextToIt) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        add(files.volumes(), ofVolumes, lines);
        List<Target.Naming> nextToIt = new ArrayList<>(files.nextToIt());
        nextToIt.addAll(files.report());
        add(nextToIt, digestsNextToIt, lines);
        return lines.toByteArray();
    }

    private static void add(List<Target.Naming> files, List<String> digests, ByteArrayOutputStream lines) {
        for (int i = 0; i < files.size(); i++) {
            lines.writeBytes(Sha256Sums.line(
                    digests.get(i), NativeNames.nameOf(files.get(i).name())));
        }
    }

    private byte[] restoreNote(int volumes, boolean hasScript) {
        String name = NativeNames.nameOf(target.archive()).toString();
        return RestoreNote.of(name, volumes, request.options().format(), hasScript)
                .getBytes(StandardCharsets.UTF_8);
    }
}
