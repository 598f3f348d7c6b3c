package org.projectexporter;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.projectexporter.internal.exporting.engine.EngineSettings;
import org.projectexporter.internal.exporting.journal.FileCheckpointStore;
import org.projectexporter.internal.exporting.output.OutputSettings;
import org.projectexporter.internal.exporting.run.ExportEnvironment;
import org.projectexporter.internal.exporting.run.ExportRun;
import org.projectexporter.internal.io.LackOfMemory;
import org.projectexporter.internal.layout.ManifestReader;
import org.projectexporter.internal.plugin.Plugins;
import org.projectexporter.internal.progress.ProgressReporter;
import org.projectexporter.internal.reading.verify.ArchiveVerification;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.spi.files.MemoryException;

/**
 * Exports projects. Immutable, and may be used by several threads at once.
 *
 * <pre>{@code
 * ProjectExporter exporter = ProjectExporter.create();
 * ExportRequest request = ExportRequest.builder(project, Path.of("film.zip")).build();
 * ExportResult result = exporter.export(request, event -> {});
 * }</pre>
 */
public final class ProjectExporter {
    private final Plugins<ArchiveFormat> formats;
    private final Plugins<SourceResolver> sources;
    private final Clock clock;

    private ProjectExporter(Builder builder) {
        formats = new Plugins<>("format", ArchiveFormat.class, ArchiveFormat::name, builder.formats);
        sources = new Plugins<>("source", SourceResolver.class, SourceResolver::name, builder.sources);
        clock = builder.clock;
    }

    /** An exporter with all formats and sources on the class path. */
    public static ProjectExporter create() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Exports one project; returns when the archive is durable under its name. If it is stopped, by its token or by a failure of
     * input or output, what was written is kept for {@link #resume}; if it cannot be done at all, it is removed.
     *
     * @param request what to export; its token may be cancelled from another thread
     * @param listener told how it goes on
     * @throws ExportCancelledException if the request's token was cancelled
     * @throws ExportStoppedException if input or output failed; it can be resumed
     * @throws ExportException if it cannot be done; the message says why and what to do
     * @throws IllegalArgumentException if an option is not valid or not supported
     * @throws IOException if the file system fails before anything was begun
     */
    public ExportResult export(ExportRequest request, ProgressListener listener) throws IOException {
        Objects.requireNonNull(listener);
        Instant exportedAt = request.exportedAt().orElse(clock.instant()).truncatedTo(ChronoUnit.SECONDS);
        return new ExportRun(setup(request.threads(), request.memoryBytes(), listener, request.cancellation()))
                .start(request, exportedAt);
    }

    /**
     * Goes on with an export that was stopped, with the request that it began with. The archive is the one that a run which was
     * never stopped would have made.
     *
     * @param target the export's target
     * @param settings threads and memory
     * @return empty if there was nothing to be done: the archive is there
     * @throws ExportException if nothing was interrupted there, or it cannot be resumed; also as {@link #export}
     */
    public Optional<ExportResult> resume(
            Path target, ResumeSettings settings, ProgressListener listener, CancellationToken cancellation)
            throws IOException {
        return new ExportRun(setup(settings.threads(), settings.memoryBytes(), listener, cancellation)).resume(target);
    }

    /**
     * Removes what an interrupted export has left.
     *
     * @param target the export's target
     * @return whether there was anything
     * @throws ExportException with {@link ExportException.Reason#TARGET_BUSY} if the export is running
     */
    public boolean discard(Path target) throws IOException {
        return ExportRun.discard(target);
    }

    private ExportEnvironment setup(int threads, long memory, ProgressListener listener, CancellationToken cancellation)
            throws IOException {
        EngineSettings engine = EngineSettings.of(threads, memory);
        return new ExportEnvironment(
                formats,
                sources.all(),
                new FileCheckpointStore(),
                engine,
                OutputSettings.of(engine.blockBytes(), memory),
                memory / 2,
                3 * memory,
                new ProgressReporter(Objects.requireNonNull(listener), System::nanoTime),
                cancellation);
    }

    /**
     * The manifest of an archive, as JSON text: from the file beside it if its checksum is right, else from the archive, of which
     * a compressed tar has to be read as a whole.
     *
     * @throws ExportException if there is no such archive, or it has no manifest
     */
    public String inspect(Path archive) throws IOException {
        try {
            return new ManifestReader(formats).read(archive);
        } catch (OutOfMemoryError e) {
            throw LackOfMemory.explained("the manifest of " + archive + " and its text", e);
        }
    }

    /**
     * Proves an archive: reads every byte of all its volumes and compares them with {@code FILE.sha256}, every entry with the manifest
     * and SHA256SUMS in the archive, Git LFS objects with their names, and Git packs with their own checksums.
     *
     * @param archive the archive, or its first volume
     * @param listener told how it goes on
     * @param cancellation may be cancelled from another thread
     * @return what is wrong, if anything is
     * @throws ExportCancelledException if it was cancelled
     * @throws ExportException if there is no such archive, its format cannot be told by its name, or it cannot be read
     * @throws IOException if the file system fails
     */
    public VerifyResult verify(Path archive, ProgressListener listener, CancellationToken cancellation)
            throws IOException {
        ProgressReporter progress = new ProgressReporter(Objects.requireNonNull(listener), System::nanoTime);
        try {
            ArchiveVerification verification = new ArchiveVerification(archive, formats.all());
            progress.startsVerifying(verification.bytes());
            VerifyResult result = verification.run(progress, cancellation);
            if (result.ok()) {
                progress.finished("verified " + result.archive());
            } else {
                progress.failed(result.problems().get(0).toString());
            }
            return result;
        } catch (OutOfMemoryError e) {
            MemoryException failure = LackOfMemory.explained("the entries of " + archive, e);
            progress.failed(String.valueOf(failure.getMessage()));
            throw failure;
        } catch (IOException e) {
            progress.failed(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** The formats that are there, sorted by name. */
    public List<ArchiveFormat> formats() {
        return formats.all();
    }

    /** Collects what an exporter is made of. */
    public static final class Builder {
        private final List<ArchiveFormat> formats = new ArrayList<>();
        private final List<SourceResolver> sources = new ArrayList<>();
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** Adds a format; it comes before one of the same name on the class path. */
        public Builder format(ArchiveFormat format) {
            formats.add(Objects.requireNonNull(format));
            return this;
        }

        /** Adds a source; it comes before one of the same name on the class path. */
        public Builder source(SourceResolver source) {
            sources.add(Objects.requireNonNull(source));
            return this;
        }

        /** Where {@code exported_at} comes from, if the request does not tell it. */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value);
            return this;
        }

        public ProjectExporter build() {
            return new ProjectExporter(this);
        }
    }
}
