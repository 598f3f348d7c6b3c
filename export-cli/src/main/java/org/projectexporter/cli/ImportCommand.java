package org.projectexporter.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.projectexporter.ImportRequest;
import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.ImportResult;
import org.projectexporter.RunSettings;

/** {@code project-export import FILE DIR}. */
@Command(
        name = "import",
        description = "Import an archive as a working project: all of it, or nothing.",
        customSynopsis = "project-export import FILE DIR [OPTION]...",
        sortOptions = false)
final class ImportCommand implements Callable<Integer> {
    /** How long a cancelled import may take to remove the files it has unpacked. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "the archive, or its first volume")
    Path archive = Path.of("");

    @Parameters(index = "1", paramLabel = "DIR", description = "the project's folder, which must not exist yet")
    Path folder = Path.of("");

    @Option(
            names = "--on-conflict",
            paramLabel = "fail|rename",
            description = "what to do if DIR exists: fail, or use the name DIR-2, DIR-3, … (default: fail)")
    String onConflict = "fail";

    @Option(
            names = "--dry-run",
            description = "read and check everything, write nothing, and report what would be created")
    boolean dryRun;

    @Option(
            names = "--preserve-modes",
            description = "keep write access for others, and for the group in repositories that are not shared")
    boolean preserveModes;

    @Option(
            names = "--relink",
            description = "lead the references of timelines to where the media are now; the originals are kept")
    boolean relink;

    @Mixin
    LimitFlags limits = new LimitFlags();

    @Mixin
    PluginFlags plugins = new PluginFlags();

    @Mixin
    CommonFlags common = new CommonFlags();

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ImportRequest.Builder request = ImportRequest.builder(archive, folder)
                .onConflict(onConflict())
                .dryRun(dryRun)
                .preserveModes(preserveModes)
                .relink(relink)
                .limits(limits.limits());
        return new StoppableCall(console, common, PATIENCE)
                .run(
                        (view, cancellation) -> plugins.exporter(console)
                                .importer()
                                .importProject(
                                        request.build(),
                                        RunSettings.builder()
                                                .listener(view)
                                                .cancellation(cancellation)
                                                .build()),
                        this::print,
                        "nothing was imported");
    }

    private int print(ImportResult result) {
        console.out().println(common.json ? ImportText.json(result) : ImportText.of(result));
        return ExitCode.DONE;
    }

    private OnConflict onConflict() {
        return switch (onConflict.toLowerCase(Locale.ROOT)) {
            case "fail" -> OnConflict.FAIL;
            case "rename" -> OnConflict.RENAME;
            default -> throw new IllegalArgumentException("--on-conflict must be fail or rename, not " + onConflict);
        };
    }
}
