package example;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.projectexporter.ArchiveDescription;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportException;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOutline;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.ImportLimits;
import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressEvent;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.ProjectImporter;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.RunSettings;
import org.projectexporter.VerifyResult;

/** What an application does with archives of films; the code of {@code docs/embedding.md}. */
public final class FilmArchives {
    private final ProjectExporter exporter = ProjectExporter.create();
    private final ProjectImporter importer = ProjectImporter.create();

    /** Exports without history, with a page for the recipient, in volumes of 4 GiB. */
    public ExportResult exportForDelivery(Path film, Path archive) throws IOException {
        ExportOptions options = ExportOptions.builder()
                .includeHistory(false)
                .exclude(List.of("*.bak", "/drafts/"))
                .splitSizeMb(4096)
                .report(true)
                .build();
        ExportRequest request = ExportRequest.builder(film, archive)
                .options(options)
                .name("Film, final cut")
                .build();
        return exporter.export(request, RunSettings.defaults());
    }

    /** What an export would make, without making it. */
    public String expectedSize(Path film, Path archive) throws IOException {
        ExportRequest request = ExportRequest.builder(film, archive).build();
        ExportOutline.Estimate estimate = exporter.estimate(request, RunSettings.defaults());
        return estimate.archiveBytes() + " bytes; " + estimate.missingTotal() + " files are missing";
    }

    /** Shows progress as a user interface does. */
    public static final class Display implements ProgressListener {
        private volatile String line = "";

        @Override
        public void onPlanned(ExportOutline outline) {
            outline.portability().forEach(issue -> System.err.println("will not survive: " + issue));
        }

        @Override
        public void onProgress(ProgressEvent event) {
            long percent = Math.round(100 * event.progress());
            line = event.phase().jsonName() + ", " + percent + " %, " + event.current();
        }

        /** The last report. */
        public String line() {
            return line;
        }
    }

    /** Exports in the background; the future's {@code cancel} stops it. */
    public CompletableFuture<ExportResult> start(Path film, Path archive, ProgressListener listener, Executor executor) {
        RunSettings settings = RunSettings.builder().threads(2).listener(listener).build();
        return exporter.exportAsync(ExportRequest.builder(film, archive).build(), settings, executor);
    }

    /** Resumes what was stopped before, or starts. */
    public ExportResult exportOrResume(Path film, Path archive, RunSettings settings) throws IOException {
        try {
            return exporter.resume(archive, settings);
        } catch (ExportException e) {
            if (e.reason() != ExportException.Reason.NOTHING_TO_RESUME) {
                throw e;
            }
            return exporter.export(ExportRequest.builder(film, archive).build(), settings);
        }
    }

    /** What a program does about each kind of failure. */
    public String export(ExportRequest request, RunSettings settings) throws IOException {
        try {
            ExportResult result = exporter.export(request, settings);
            return result.incomplete() ? "done, but: " + result.warnings() : "done";
        } catch (ExportCancelledException e) {
            return "stopped by the user; what was written is kept for resume";
        } catch (ExportStoppedException e) {
            return "stopped: " + e.getMessage() + "; resume when that is mended";
        } catch (ExportException e) {
            return switch (e.reason()) {
                case TARGET_EXISTS -> "choose another name, or replace " + request.target();
                case OUT_OF_SPACE -> "needs " + e.bytesNeeded().orElse(0) + " bytes";
                default -> e.getMessage(); // one line for people, with what to do
            };
        }
    }

    /** Checks every byte. */
    public List<String> problems(Path archive) throws IOException {
        VerifyResult result = exporter.verify(archive);
        return result.problems().stream().map(Object::toString).toList();
    }

    /** Reads the manifest only. */
    public String describe(Path archive) throws IOException {
        ArchiveDescription archived = exporter.describe(archive);
        return archived.name() + ": " + archived.files() + " files, " + archived.bytes() + " bytes, lacks "
                + archived.warnings();
    }

    /** Imports an archive that anyone may have sent. */
    public ImportResult importFrom(Path archive, Path folder, long mostBytes) throws IOException {
        ImportRequest request = ImportRequest.builder(archive, folder)
                .onConflict(ImportRequest.OnConflict.RENAME)
                .limits(ImportLimits.builder().bytes(mostBytes).build())
                .build();
        try {
            return importer.importProject(request, RunSettings.defaults());
        } catch (RefusedArchiveException e) {
            System.err.println("refused because of " + e.defect() + ": " + e.found());
            throw e;
        }
    }
}
