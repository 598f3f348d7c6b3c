package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.projectexporter.it.program.Jdks;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;

/** An application that is a module itself: it finds the formats, and reaches nothing but the API. */
class ModulePathTest {
    private static final Pattern NEEDED =
            Pattern.compile(".*(export-(core|zip|tar)[-/\\\\]|zstd-jni|slf4j-api|jackson-|jspecify).*");
    private static final String APPLICATION =
            """
            package film.app;

            import java.nio.file.Path;
            import org.projectexporter.*;

            public final class Main {
                public static void main(String[] arguments) throws Exception {
                    ProjectExporter exporter = ProjectExporter.create();
                    ExportRequest request =
                            ExportRequest.builder(Path.of(arguments[0]), Path.of(arguments[1]))
                                    .options(ExportOptions.builder().format(arguments[2]).build())
                                    .build();
                    ExportResult result = exporter.export(request, event -> {});
                    System.out.println(Main.class.getModule() + " exported " + result.files() + " files");
                }
            }
            """;

    @TempDir
    Path temp;

    private static String modulePath() {
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .filter(element -> NEEDED.matcher(element).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private ToolRun compile(String main) throws IOException {
        Path source = Files.createDirectories(temp.resolve("source/film/app")).resolve("Main.java");
        Files.writeString(source, main);
        Path module = temp.resolve("source/module-info.java");
        Files.writeString(module, "module film.app { requires org.projectexporter.core; }");
        return Exec.in(temp)
                .run(
                        Jdks.running().resolve("bin/javac").toString(),
                        "--module-path",
                        modulePath(),
                        "-d",
                        "application",
                        module.toString(),
                        source.toString());
    }

    @Test
    void application_onTheModulePath_exportsInEachFormat() throws IOException {
        Path film = Files.createDirectory(temp.resolve("film"));
        Files.writeString(film.resolve("scene.txt"), "A film.\n");
        compile(APPLICATION).ok();
        for (String format : new String[] {"zip", "tar.zst"}) {
            Path archive = temp.resolve("film." + format);

            ToolRun run = Exec.in(temp)
                    .run(
                            Jdks.running().resolve("bin/java").toString(),
                            "--module-path",
                            modulePath() + File.pathSeparator + "application",
                            "--add-modules",
                            "ALL-MODULE-PATH",
                            "--module",
                            "film.app/film.app.Main",
                            film.toString(),
                            archive.toString(),
                            format)
                    .ok();

            assertThat(run.text()).isEqualTo("module film.app exported 1 files\n");
            assertThat(archive).isNotEmptyFile();
        }
    }

    @Test
    void application_thatUsesInternals_doesNotCompile() throws IOException {
        ToolRun run = compile(
                """
                package film.app;

                public final class Main {
                    private final org.projectexporter.internal.io.Durable durable = null;
                }
                """);

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.errors()).contains("in module org.projectexporter.core, which does not export it");
    }
}
