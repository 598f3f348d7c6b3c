package org.projectexporter.benchmarks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;

/**
 * An estimate of an export of 10,000 single files and 100,000 frames outside the project: named by a timeline, in
 * 10,000 references and 100 sequences, or reached by one link, without any document. The difference is the price of
 * reading and resolving references.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 5, jvmArgsAppend = "-Xmx256m")
@Warmup(iterations = 0)
@Measurement(iterations = 2)
public class FilmPlanBenchmark {
    private static final int FOLDERS = 100;
    private static final int CLIPS = 100;
    private static final int FRAMES = 1_000;

    @Param({"timeline", "link"})
    public String reachedBy = "timeline";

    private @Nullable Path work;

    /** The files are kept for the next run. */
    @Setup(Level.Trial)
    public void makeFilm() throws IOException {
        Path folder = BenchmarkFolder.get().toRealPath().resolve("film-plan");
        work = folder;
        if (Files.exists(folder.resolve("link"))) {
            return;
        }
        Path stock = Files.createDirectories(folder.resolve("stock"));
        List<String> references = new ArrayList<>();
        for (int i = 0; i < FOLDERS; i++) {
            addClips(stock.resolve("clips" + i), references);
            addFrames(stock.resolve("shot" + i), references);
        }
        Path timeline = Files.createDirectories(folder.resolve("timeline"));
        Files.writeString(timeline.resolve("cut.otio"), "{\"all\": [" + String.join(",\n", references) + "]}");
        Files.createSymbolicLink(Files.createDirectories(folder.resolve("link")).resolve("stock"), stock);
    }

    private static void addClips(Path folder, List<String> references) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < CLIPS; i++) {
            Path clip = Files.createFile(folder.resolve(String.format(Locale.ROOT, "clip_%03d.mov", i)));
            references.add("{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": \"" + clip.toUri() + "\"}");
        }
    }

    private static void addFrames(Path folder, List<String> references) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < FRAMES; i++) {
            Files.createFile(folder.resolve(String.format(Locale.ROOT, "shot.%04d.exr", i)));
        }
        references.add("{\"OTIO_SCHEMA\": \"ImageSequenceReference.1\", \"target_url_base\": \"" + folder.toUri()
                + "\", \"name_prefix\": \"shot.\", \"name_suffix\": \".exr\", \"frame_zero_padding\": 4}");
    }

    @Benchmark
    public long estimate() throws IOException {
        Path folder = Objects.requireNonNull(work);
        ExportOptions options =
                ExportOptions.builder().format("tar").includeDependencies(true).build();
        ExportRequest request = ExportRequest.builder(folder.resolve(reachedBy), folder.resolve("film.tar"))
                .options(options)
                .dependencyRoots(List.of(folder.resolve("stock")))
                .build();
        return ProjectExporter.create()
                .estimate(request, RunSettings.defaults())
                .files();
    }
}
