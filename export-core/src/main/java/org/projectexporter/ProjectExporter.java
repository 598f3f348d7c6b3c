package org.projectexporter;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.projectexporter.internal.engine.EngineSettings;
import org.projectexporter.internal.manifest.ManifestReader;
import org.projectexporter.internal.plugin.Plugins;
import org.projectexporter.internal.progress.ProgressReporter;
import org.projectexporter.internal.run.ExportRun;
import org.projectexporter.internal.run.NoCheckpoints;
import org.projectexporter.internal.run.Setup;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.CheckpointStore;
import org.projectexporter.spi.SourceResolver;

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
    private final Plugins<CheckpointStore> checkpoints;
    private final Clock clock;

    private ProjectExporter(Builder builder) {
        formats = new Plugins<>("format", ArchiveFormat.class, ArchiveFormat::name, builder.formats);
        sources = new Plugins<>("source", SourceResolver.class, SourceResolver::name, builder.sources);
        checkpoints = new Plugins<>(
                "checkpoint store", CheckpointStore.class, CheckpointStore::name, List.of(new NoCheckpoints()));
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
     * Exports one project; returns when the archive is durable under its name. What it has begun is removed if it fails.
     *
     * @param request what to export; its token may be cancelled from another thread
     * @param listener told how it goes on
     * @throws ExportCancelledException if the request's token was cancelled
     * @throws ExportException if it cannot be done; the message says why and what to do
     * @throws IllegalArgumentException if an option is not valid or not supported
     * @throws IOException if the file system fails
     */
    public ExportResult export(ExportRequest request, ProgressListener listener) throws IOException {
        Objects.requireNonNull(listener);
        ExportRun.requireSupported(request.options());
        return new ExportRun(new Setup(
                        request,
                        formats.get(request.options().format()),
                        sources.all(),
                        checkpoints.get("none"),
                        EngineSettings.withReaders(request.threads()),
                        new ProgressReporter(listener, System::nanoTime),
                        request.exportedAt().orElse(clock.instant()).truncatedTo(ChronoUnit.SECONDS)))
                .run();
    }

    /**
     * The manifest of an archive, as JSON text: from the file beside it if its checksum is right, else from the archive, of which
     * a compressed tar has to be read as a whole.
     *
     * @throws ExportException if there is no such archive, or it has no manifest
     */
    public String inspect(Path archive) throws IOException {
        return new ManifestReader(formats).read(archive);
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
