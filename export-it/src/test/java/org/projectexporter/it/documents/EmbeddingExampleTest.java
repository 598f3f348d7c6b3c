package org.projectexporter.it.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;

/** The code of {@code docs/embedding.md}, compiled as an application does, and run. */
class EmbeddingExampleTest {
    private static final Path SOURCES = CodeBlock.ROOT.resolve("examples/embedding/src/main/java/example");

    @TempDir
    private static Path shared;

    @TempDir
    Path folder;

    private static URLClassLoader classes;
    private static Path film;

    private Path archive;
    private Object application;

    @BeforeAll
    static void compile() throws IOException {
        Path compiled = Files.createDirectory(shared.resolve("classes"));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, Locale.ROOT, null);
                Stream<Path> sources = Files.list(SOURCES)) {
            boolean done = javac.getTask(
                            messages,
                            files,
                            null,
                            List.of("--release", "17", "-Xlint:all", "-Werror", "-d", compiled.toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(sources.toList()))
                    .call();
            assertThat(done).as(messages.toString()).isTrue();
        }
        classes = new URLClassLoader(new URL[] {compiled.toUri().toURL()});
        film = GitFixture.init(shared.resolve("film"))
                .file("take.mov", new Noise(1).bytes(300_000))
                .file("note.txt", "A film.\n")
                .commit("First")
                .folder();
    }

    @AfterAll
    static void close() throws IOException {
        if (classes != null) {
            classes.close();
        }
    }

    @BeforeEach
    void create() throws ReflectiveOperationException {
        archive = folder.resolve("film.zip");
        application = classes.loadClass("example.FilmArchives")
                .getDeclaredConstructor()
                .newInstance();
    }

    private Object call(String name, Object... arguments) throws Exception {
        Method method = Arrays.stream(application.getClass().getMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        try {
            return method.invoke(application, arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private ExportResult export(RunSettings settings) throws Exception {
        return (ExportResult) call("exportOrResume", film, archive, settings);
    }

    @Test
    void main_exports() throws ReflectiveOperationException {
        classes.loadClass("example.ExportFilm")
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[] {film.toString(), archive.toString()});
        assertThat(archive).exists();
        classes.loadClass("example.ListFormats")
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[0]);
    }

    @Test
    void delivery_hasNoHistory_andAReport() throws Exception {
        ExportResult result = (ExportResult) call("exportForDelivery", film, archive);
        assertThat(result.files()).isEqualTo(2);
        assertThat(result.report()).isPresent();
        assertThat((String) call("describe", result.volumes().get(0))).startsWith("Film, final cut: 2 files");
    }

    @Test
    void estimate_writesNothing() throws Exception {
        assertThat((String) call("expectedSize", film, archive)).matches("\\d+ bytes; 0 files are missing");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void display_showsTheProgress() throws Exception {
        ProgressListener display = (ProgressListener) classes.loadClass("example.FilmArchives$Display")
                .getDeclaredConstructor()
                .newInstance();
        ExportResult result = ((CompletableFuture<?>) call("start", film, archive, display, (Executor) Runnable::run))
                .thenApply(ExportResult.class::cast)
                .get(1, TimeUnit.MINUTES);
        assertThat(result.commits()).hasValue(1);
        assertThat(display.getClass().getMethod("line").invoke(display)).isEqualTo("finished, 100 %, ");
    }

    @Test
    void futureThatIsCancelled_stopsTheExport() throws Exception {
        Executor never = task -> {};
        CompletableFuture<?> future = (CompletableFuture<?>) call("start", film, archive, ProgressListener.NONE, never);
        future.cancel(true);
        assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void stoppedExport_isResumed_asIsOneThatNeverBegan() throws Exception {
        CancellationToken token = new CancellationToken();
        RunSettings stopping = RunSettings.builder()
                .cancellation(token)
                .listener(event -> token.cancel())
                .build();
        ExportRequest request = ExportRequest.builder(film, archive).build();
        assertThat((String) call("export", request, stopping)).startsWith("stopped by the user");

        ExportResult result = export(RunSettings.defaults());
        assertThat(result.archive()).isEqualTo(archive);
        assertThat((List<?>) call("problems", archive)).isEmpty();
        assertThat((String) call("export", request, RunSettings.defaults())).startsWith("choose another name");
        archive = folder.resolve("again.zip");
        assertThat(export(RunSettings.defaults()).archive()).isEqualTo(archive);
    }

    @Test
    void damage_isFound() throws Exception {
        export(RunSettings.defaults());
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive, bytes);
        assertThat((List<?>) call("problems", archive)).isNotEmpty();
    }

    @Test
    void archive_isImported_underAFreeName_andRefusedBeyondTheLimit() throws Exception {
        ProjectExporter.create().export(ExportRequest.builder(film, archive).build(), event -> {});
        Path back = Files.createDirectory(folder.resolve("film"));
        ImportResult result = (ImportResult) call("importFrom", archive, back, 10_000_000L);
        assertThat(result.folder()).isEqualTo(folder.resolve("film-2"));
        assertThatThrownBy(() -> call("importFrom", archive, back, 1_000L)).hasMessageContaining("1");
    }
}
