package org.projectexporter;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.run.EstimateRun;
import org.projectexporter.internal.exporting.run.ExportEnvironment;
import org.projectexporter.internal.exporting.run.ExportRun;
import org.projectexporter.internal.exporting.run.Results;
import org.projectexporter.internal.layout.ArchiveDescriber;
import org.projectexporter.internal.layout.ManifestReader;
import org.projectexporter.internal.plugin.PluginKind;
import org.projectexporter.internal.plugin.Plugins;
import org.projectexporter.internal.progress.ProgressReporter;
import org.projectexporter.internal.reading.unpack.DeepVerification;
import org.projectexporter.internal.reading.verify.ArchiveVerification;
import org.projectexporter.plugins.PluginPath;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.spi.compress.DeflateEngine;

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
    private final ExportEnvironment.FormatPlugins plugins;
    private final Plugins<SourceResolver> sources;
    private final PluginPath path;
    private final Clock clock;

    private ProjectExporter(Builder builder) {
        formats = new Plugins<>(PluginKind.FORMAT, builder.formats, builder.loaders());
        plugins = ExportEnvironment.FormatPlugins.with(formats, builder.loaders());
        sources = new Plugins<>(PluginKind.SOURCE, builder.sources, builder.loaders());
        path = builder.loaders().path();
        clock = builder.clock;
    }

    /** {@return an exporter with all formats and sources on the class path} */
    public static ProjectExporter create() {
        return builder().build();
    }

    /** {@return a builder with the formats and sources on the class path} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Exports one project; returns when the archive is durable under its name. If it is stopped, by its token or by a
     * failure of input or output, what was written is kept for {@link #resume}; if the export is not possible at all,
     * it is removed.
     *
     * @param request the project, the archive, and what goes into it
     * @param settings what the export may use, and who is notified
     * @return what is in the archive, and what it lacks
     * @throws ExportCancelledException if the settings' token was cancelled, or the calling thread was interrupted,
     *     which remains its status
     * @throws ExportStoppedException if input or output failed; it can be resumed
     * @throws ExportException if it is not possible; the reason and the message say why
     * @throws IllegalArgumentException if an option is not valid or not supported
     * @throws IOException if the file system fails before anything was begun
     */
    public ExportResult export(ExportRequest request, RunSettings settings) throws IOException {
        Instant exportedAt = request.exportedAt(clock);
        ExportRequest complete = request.withFormat(formats.all());
        return OperationThread.call(
                "export", settings, own -> new ExportRun(environment(own)).start(complete, exportedAt));
    }

    /**
     * Estimates an export without exporting: plans the project as an export does, and takes samples of its content. The
     * plan is in a temporary folder of the settings' {@linkplain RunSettings#scratch scratch} folder, and removed. The
     * target need not be usable; {@link ExportOutline.Estimate#warnings} say if it is not.
     *
     * @param request as for an export
     * @param settings as for an export
     * @return what an export is expected to result in
     * @throws ExportCancelledException if it was cancelled, as {@link #export} says
     * @throws ExportException also as {@link #export}, if the project cannot be exported
     * @throws IOException if the file system fails
     */
    public ExportOutline.Estimate estimate(ExportRequest request, RunSettings settings) throws IOException {
        Instant exportedAt = request.exportedAt(clock);
        ExportRequest complete = request.withFormat(formats.all());
        return OperationThread.call("estimate", settings, own -> new EstimateRun(environment(own), complete, exportedAt)
                .run(own.scratch()));
    }

    /**
     * Exports one project with a thread of the executor. If the future is cancelled, or ended in another way, the
     * export is cancelled, as by its token: it stops soon after, and until then {@link #resume} and {@link #discard}
     * fail with {@link ExportException.Reason#TARGET_BUSY}.
     *
     * @param request as for {@link #export}
     * @param settings as for {@link #export}
     * @param executor runs the export, as one task
     * @return ends with what {@link #export} returns or throws
     */
    public CompletableFuture<ExportResult> exportAsync(ExportRequest request, RunSettings settings, Executor executor) {
        return OperationThread.start(settings, executor, own -> export(request, own));
    }

    /**
     * Exports one project with default settings and a listener.
     *
     * @param request the project, the archive, and what goes into it
     * @param listener called by a thread of the export
     * @return what is in the archive, and what it lacks
     * @throws IOException as {@link #export(ExportRequest, RunSettings)}
     */
    public ExportResult export(ExportRequest request, ProgressListener listener) throws IOException {
        return export(request, RunSettings.listening(listener));
    }

    /**
     * Resumes an export that was stopped, with its original request. The archive is identical to that of an
     * uninterrupted export.
     *
     * @param target the export's target
     * @param settings what the rest of the export may use, and who is notified
     * @return the result, also if the export was {@linkplain ExportResult#finishedBefore finished before}
     * @throws ExportException with {@link ExportException.Reason#NOTHING_TO_RESUME} if there is neither an interrupted
     *     export nor an archive, with {@link ExportException.Reason#OTHER_VERSION} or
     *     {@link ExportException.Reason#NOT_RESUMABLE} if it cannot be resumed; also as {@link #export}
     * @throws IOException if the file system fails before anything was resumed
     */
    public ExportResult resume(Path target, RunSettings settings) throws IOException {
        return OperationThread.call("export", settings, own -> {
            Optional<ExportResult> made =
                    new ExportRun(environment(own)).resume(target, own.sameProject(), own.onUnreadable());
            return made.isPresent() ? made.get() : Results.of(describe(target));
        });
    }

    /**
     * Resumes an export with default settings.
     *
     * @param target the export's target
     * @return as {@link #resume(Path, RunSettings)}
     * @throws IOException as {@link #resume(Path, RunSettings)}
     */
    public ExportResult resume(Path target) throws IOException {
        return resume(target, RunSettings.defaults());
    }

    /**
     * Resumes an export with a thread of the executor; for the future see {@link #exportAsync}.
     *
     * @param target the export's target
     * @param settings as for {@link #resume(Path, RunSettings)}
     * @param executor runs the rest of the export, as one task
     * @return ends with what {@link #resume(Path, RunSettings)} returns or throws
     */
    public CompletableFuture<ExportResult> resumeAsync(Path target, RunSettings settings, Executor executor) {
        return OperationThread.start(settings, executor, own -> resume(target, own));
    }

    /**
     * Removes what an interrupted export has left behind.
     *
     * @param target the export's target
     * @return whether there was anything
     * @throws ExportException with {@link ExportException.Reason#TARGET_BUSY} if the export is running
     * @throws IOException if the file system fails
     */
    public boolean discard(Path target) throws IOException {
        return ExportRun.discard(target);
    }

    private ExportEnvironment environment(RunSettings settings) {
        return new ExportEnvironment(
                plugins,
                sources.all(),
                CheckpointStore.IN_WORK_FOLDER,
                ExportEnvironment.Resources.of(settings.threads(), settings.memoryBytes()),
                ProgressReporter.ofExport(settings.listener(), System::nanoTime),
                settings.cancellation());
    }

    /**
     * {@return the manifest of an archive, as JSON text} From the file next to the archive if its checksum is right,
     * else from the archive, which for a compressed tar is read completely.
     *
     * @param archive the archive, or its first volume
     * @throws ExportException if there is no such archive, or it has no manifest
     * @throws IOException if the file system fails
     */
    public String inspect(Path archive) throws IOException {
        return ArchiveReading.read(archive, () -> new ManifestReader(formats).read(archive));
    }

    /**
     * Describes an archive, with the manifest that {@link #inspect} finds.
     *
     * @param archive the archive, or its first volume
     * @return its files with their digests, and what its manifest says
     * @throws ExportException if there is no such archive, a volume is missing, or it has no manifest
     * @throws IOException if the file system fails
     */
    public ArchiveDescription describe(Path archive) throws IOException {
        return ArchiveReading.read(archive, () -> new ArchiveDescriber(formats).describe(archive));
    }

    /**
     * Verifies an archive: reads every byte of all its volumes and compares them with {@code FILE.sha256}, every entry
     * with the manifest and SHA256SUMS in the archive, Git LFS objects with their names, and Git packs with their own
     * checksums.
     *
     * @param archive the archive, or its first volume
     * @param settings what the verification may use, and who is notified
     * @return what was verified, and what is wrong, if anything
     * @throws ExportCancelledException if it was cancelled, as {@link #export} says
     * @throws ExportException if there is no such archive, its name does not determine its format, or it cannot be read
     * @throws IOException if the file system fails
     */
    public VerifyResult verify(Path archive, RunSettings settings) throws IOException {
        return ArchiveReading.verify(archive, settings, (own, progress) -> {
            ArchiveVerification verification = new ArchiveVerification(archive, formats.all());
            progress.startsVerifying(verification.bytes());
            return verification.checkingSeals(plugins.seals().all()).run(progress, own.cancellation());
        });
    }

    /**
     * Verifies an archive with default settings.
     *
     * @param archive the archive, or its first volume
     * @return what was verified, and what is wrong, if anything
     * @throws IOException as {@link #verify(Path, RunSettings)}
     */
    public VerifyResult verify(Path archive) throws IOException {
        return verify(archive, RunSettings.defaults());
    }

    /**
     * Verifies an archive with a thread of the executor; for the future see {@link #exportAsync}.
     *
     * @param archive the archive, or its first volume
     * @param settings as for {@link #verify(Path, RunSettings)}
     * @param executor runs the verification, as one task
     * @return ends with what {@link #verify(Path, RunSettings)} returns or throws
     */
    public CompletableFuture<VerifyResult> verifyAsync(Path archive, RunSettings settings, Executor executor) {
        return OperationThread.start(settings, executor, own -> verify(archive, own));
    }

    /**
     * Verifies an archive as {@link #verify} does, and proves that the repositories in it are whole: that all objects
     * which their refs, reflogs and indexes need are in the archive. For this the repositories, without Git LFS
     * objects, are unpacked temporarily, and followed by the program {@code git}. The archive is treated as untrusted,
     * as by an import.
     *
     * @param archive the archive, or its first volume
     * @param limits how much it may unpack
     * @param settings what the verification may use, where it unpacks, and who is notified
     * @return what was verified, and what is wrong or missing, if anything
     * @throws RefusedArchiveException if an import would refuse the archive
     * @throws ExportException also as {@link #verify}, and if there is no folder or no space to unpack into
     * @throws IOException if the file system fails
     */
    public VerifyResult verifyDeep(Path archive, ImportLimits limits, RunSettings settings) throws IOException {
        return ArchiveReading.verify(archive, settings, (own, progress) -> new DeepVerification(
                        formats, sources.all(), archive, limits, own, progress)
                .run());
    }

    /** {@return the available formats, sorted by name; those of {@link Builder#plugins} come last} */
    public List<ArchiveFormat> formats() {
        return formats.all();
    }

    /** {@return the available sources, in the same order} */
    public List<SourceResolver> sources() {
        return sources.all();
    }

    /** {@return the implementations of DEFLATE that {@link ExportOptions#deflate} may name, in the same order} */
    public List<DeflateEngine> deflateEngines() {
        return plugins.deflateEngines().all();
    }

    /** {@return the plug-ins that are not on the class path, and of which some formats and sources may be} */
    public PluginPath plugins() {
        return path;
    }

    /** {@return an importer with the same formats and sources} */
    public ProjectImporter importer() {
        return new ProjectImporter(formats, sources);
    }

    /** Configures an exporter. */
    public static final class Builder extends PluginChoices<Builder> {
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * {@return this builder, with the clock for {@code exported_at} where the request does not set it}
         *
         * @param value the system's clock by default
         */
        public Builder clock(Clock value) {
            clock = Objects.requireNonNull(value);
            return this;
        }

        /** {@return the exporter} */
        public ProjectExporter build() {
            return new ProjectExporter(this);
        }
    }
}
