package org.projectexporter;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.projectexporter.internal.plugin.PluginKind;
import org.projectexporter.internal.plugin.Plugins;
import org.projectexporter.internal.progress.ProgressReporter;
import org.projectexporter.internal.reading.unpack.ImportRun;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.SourceResolver;

/**
 * Imports exported projects. Every archive is treated as untrusted. Immutable, and may be used by several threads at
 * once.
 *
 * <pre>{@code
 * ImportRequest request = ImportRequest.builder(Path.of("film.zip"), Path.of("film")).build();
 * ImportResult result = ProjectImporter.create().importProject(request, ProgressListener.NONE);
 * }</pre>
 */
public final class ProjectImporter {
    private final Plugins<ArchiveFormat> formats;
    private final Plugins<SourceResolver> sources;

    private ProjectImporter(Builder builder) {
        this(
                new Plugins<>(PluginKind.FORMAT, builder.formats, builder.loaders()),
                new Plugins<>(PluginKind.SOURCE, builder.sources, builder.loaders()));
    }

    ProjectImporter(Plugins<ArchiveFormat> formats, Plugins<SourceResolver> sources) {
        this.formats = formats;
        this.sources = sources;
    }

    /** {@return an importer with all formats and sources on the class path} */
    public static ProjectImporter create() {
        return builder().build();
    }

    /** {@return a builder with the formats and sources on the class path} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Imports one project; returns when it is durable under its name. If it fails for any reason, nothing has changed.
     *
     * @param request the archive, the new folder, and how to import
     * @param settings what the import may use, and who is notified
     * @return what was imported, and what differs from the archive
     * @throws ExportCancelledException if the settings' token was cancelled, or the calling thread was interrupted,
     *     which remains its status
     * @throws RefusedArchiveException if something in the archive could do harm, or is ambiguous
     * @throws ExportException if it is not possible; the reason and the message say why
     * @throws IOException if the file system fails
     */
    public ImportResult importProject(ImportRequest request, RunSettings settings) throws IOException {
        return OperationThread.call("import", settings, own -> {
            ProgressReporter progress = ProgressReporter.ofImport(own.listener(), System::nanoTime);
            return new ImportRun(formats, sources.all(), request, progress, own.cancellation()).run();
        });
    }

    /**
     * Imports one project with default settings and a listener.
     *
     * @param request the archive, the new folder, and how to import
     * @param listener called by a thread of the import
     * @return what was imported, and what differs from the archive
     * @throws IOException as {@link #importProject(ImportRequest, RunSettings)}
     */
    public ImportResult importProject(ImportRequest request, ProgressListener listener) throws IOException {
        return importProject(request, RunSettings.listening(listener));
    }

    /**
     * Imports one project with a thread of the executor. If the future is cancelled, or ended in another way, the
     * import is cancelled, as by its token.
     *
     * @param request the archive, the new folder, and how to import
     * @param settings what the import may use, and who is notified
     * @param executor runs the import, as one task
     * @return ends with what {@link #importProject} returns or throws
     */
    public CompletableFuture<ImportResult> importProjectAsync(
            ImportRequest request, RunSettings settings, Executor executor) {
        return OperationThread.start(settings, executor, own -> importProject(request, own));
    }

    /** Configures an importer. */
    public static final class Builder extends PluginChoices<Builder> {
        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** {@return the importer} */
        public ProjectImporter build() {
            return new ProjectImporter(this);
        }
    }
}
