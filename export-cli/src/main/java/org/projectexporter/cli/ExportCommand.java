package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOutline.Estimate;
import org.projectexporter.ExportRequest;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;

/** {@code project-export export DIR -o FILE}. */
@Command(
        name = "export",
        description = "Export a project as one archive.",
        customSynopsis = "project-export export DIR -o FILE [OPTION]...",
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    /** How long an estimate may take to remove its temporary files once it is stopped. */
    private static final Duration PATIENCE_OF_ESTIMATE = Duration.ofSeconds(20);

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "the project's folder")
    Path project = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "the archive to create; its suffix (.zip, .tar, .tar.gz, .tar.zst) selects the format")
    @Nullable
    Path target;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "the format, regardless of FILE's suffix; see 'formats'")
    @Nullable
    String format;

    @Option(
            names = "--project-id",
            paramLabel = "ID",
            description = "the project's id in the manifest (default: found in the project)")
    @Nullable
    String projectId;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "the top folder in the archive (default: DIR's own name)")
    @Nullable
    String name;

    @Option(names = "--options", paramLabel = "FILE.json", description = "options as JSON; flags override them")
    @Nullable
    Path optionsFile;

    @Mixin
    ArchiveFlags flags = new ArchiveFlags();

    @Option(
            names = "--dependency-root",
            paramLabel = "DIR",
            description = "with --dependencies: a folder outside the project that may be read; repeatable")
    List<Path> dependencyRoots = new ArrayList<>();

    @Option(
            names = "--map-path",
            paramLabel = "FROM=TO",
            description = "with --dependencies: files that documents name below FROM, a folder of another machine, are"
                    + " below TO; repeatable")
    List<String> pathMappings = new ArrayList<>();

    @Mixin
    EngineFlags engine = new EngineFlags();

    @Option(
            names = "--force",
            description = "replace FILE if it exists; if an export to it was interrupted, start over")
    boolean force;

    @Option(
            names = "--dry-run",
            description = "write nothing; report how large the archive would be, how long the export would take, and"
                    + " what would be in it; needs -o or --format")
    boolean dryRun;

    @Mixin
    PluginFlags plugins = new PluginFlags();

    @Mixin
    CommonFlags common = new CommonFlags();

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ProjectExporter exporter = plugins.exporter(console);
        if (dryRun) {
            return new StoppableCall(console, common, PATIENCE_OF_ESTIMATE)
                    .run(
                            (view, cancellation) -> estimate(exporter, view, cancellation),
                            this::print,
                            "nothing was written");
        }
        Path archive = targetOrThrow();
        return new StoppableRun(console, common, archive).run((view, cancellation) -> {
            ExportRequest request = request(exporter, archive);
            RunSettings settings = engine.settings(view, cancellation);
            OldWorkFolders.mention(archive, console);
            return exporter.export(request, settings);
        });
    }

    private Path targetOrThrow() {
        if (target == null) {
            throw new IllegalArgumentException("missing required option: '--output=FILE'");
        }
        return target;
    }

    private Estimate estimate(ProjectExporter exporter, ProgressView view, CancellationToken cancellation)
            throws IOException {
        if (target == null && format == null && !optionsFile().namesFormat()) {
            throw new IllegalArgumentException("--dry-run needs -o FILE or --format NAME");
        }
        Path archive = target == null ? inCurrentFolder(exporter) : target;
        return exporter.estimate(request(exporter, archive), engine.settings(view, cancellation));
    }

    /** The archive that an export into the current folder would usually make. */
    private Path inCurrentFolder(ProjectExporter exporter) {
        String chosen = options(new FormatChoice(exporter.formats())).format();
        String suffix = exporter.formats().stream()
                .filter(known -> known.name().equals(chosen))
                .map(known -> known.suffixes().get(0))
                .findFirst()
                .orElse("");
        return Path.of(project.toAbsolutePath().normalize().getFileName() + suffix);
    }

    private int print(Estimate estimate) {
        console.out().println(common.json ? estimate.toJson() : EstimateText.of(estimate));
        return estimate.missingTotal() == 0 ? ExitCode.DONE : ExitCode.INCOMPLETE;
    }

    private ExportRequest request(ProjectExporter exporter, Path archive) {
        ExportRequest.Builder request = ExportRequest.builder(project, archive)
                .options(options(new FormatChoice(exporter.formats())))
                .dependencyRoots(dependencyRoots)
                .pathMappings(PathMappings.of(pathMappings))
                .repositoryFolders(true)
                .replaceTarget(force);
        if (projectId != null) {
            request.projectId(projectId);
        }
        if (name != null) {
            request.name(name);
        }
        SourceDate.of(console.environment()).ifPresent(request::exportedAt);
        return request.build();
    }

    ExportOptions options(FormatChoice formats) {
        OptionsFile file = optionsFile();
        ExportOptions.Builder options = file.options().toBuilder();
        if (format != null) {
            options.format(format);
        } else if (!file.namesFormat()) {
            options.format(formats.forFile(targetOrThrow()));
        }
        flags.apply(options, file.options().exclude());
        ExportOptions complete = options.build();
        if (!dependencyRoots.isEmpty() && !complete.includeDependencies()) {
            throw new IllegalArgumentException("--dependency-root requires --dependencies");
        }
        if (!pathMappings.isEmpty() && !complete.includeDependencies()) {
            throw new IllegalArgumentException("--map-path requires --dependencies");
        }
        return complete;
    }

    private OptionsFile optionsFile() {
        return optionsFile == null ? new OptionsFile(ExportOptions.defaults(), false) : OptionsFile.read(optionsFile);
    }
}
