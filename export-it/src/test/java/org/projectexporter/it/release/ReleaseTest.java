package org.projectexporter.it.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.projectexporter.ProjectExporter;
import org.projectexporter.it.program.Jdks;
import org.projectexporter.plugins.PluginPath;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/** A release of this checkout into a folder, as version 1.0.0, and an application that has nothing but that folder. */
@Tag("long")
class ReleaseTest {
    private static final List<String> LIBRARIES =
            List.of("core", "zip", "tar", "git", "lfs", "media", "native", "page", "sidecar", "cli", "testkit");

    @TempDir
    private static Path temp;

    private static Path repository;

    @BeforeAll
    static void release() throws IOException {
        Tools.require("mvn", "git", "git-lfs", "cp");
        repository = release(temp.resolve("first"));
    }

    /** Copies the sources to {@code home}, and releases them from there. Returns the repository. */
    private static Path release(Path home) throws IOException {
        Release.copySources(home);
        Release.build(home, "-pl", "!export-dist,!export-it,!export-benchmarks,!export-site", "deploy");
        return home.resolve("target/repository");
    }

    /** The published files and their content, without what is said about the time of publication. */
    private static TreeMap<String, String> published(Path repository) throws IOException {
        TreeMap<String, String> digests = new TreeMap<>();
        TreeSnapshot.of(repository).nodes().forEach((path, node) -> {
            String name = path.toString();
            if (!node.content().isEmpty() && !name.contains("maven-metadata.xml")) {
                digests.put(name, node.content());
            }
        });
        return digests;
    }

    @Test
    void eachLibrary_hasSourcesJavadocAndABillOfMaterials() throws IOException {
        TreeMap<String, String> published = published(repository);
        for (String library : LIBRARIES) {
            String name = "org/projectexporter/export-" + library + "/1.0.0/export-" + library + "-1.0.0";
            assertThat(published)
                    .containsKeys(name + ".jar", name + ".pom", name + "-sources.jar", name + "-javadoc.jar")
                    .containsKey(name + "-cyclonedx.json");
        }
        assertThat(published.keySet()).noneMatch(name -> name.matches(".*export-(it|benchmarks|dist).*"));
    }

    @Test
    void bom_namesEachLibrary_andNothingElse() throws IOException {
        String bom = Files.readString(repository.resolve("org/projectexporter/export-bom/1.0.0/export-bom-1.0.0.pom"));
        assertThat(bom.split("<artifactId>export-", -1)).hasSize(LIBRARIES.size() + 2);
        assertThat(LIBRARIES).allMatch(library -> bom.contains("<artifactId>export-" + library + "</artifactId>"));
        assertThat(bom).doesNotContain("<parent>", "junit", "file://", temp.toString());
    }

    @Test
    void secondRelease_fromAnotherFolder_hasTheSameBytes() throws IOException {
        assertThat(published(release(temp.resolve("another/folder")))).isEqualTo(published(repository));
    }

    /** With its own choice of Jackson and SLF4J, and with the library's. */
    @Test
    void application_thatHasOnlyThatFolder_exportsOnTheClassPathAndOnTheModulePath() throws IOException {
        Path film = temp.resolve("film");
        FilmProject.make(film);
        Path local = localRepository("local");
        for (List<String> versions :
                List.of(List.of("-Dx=1"), List.of("-Djackson.version=2.22.4", "-Dslf4j.version=2.0.20"))) {
            Path application = temp.resolve("embedding" + versions.size());
            Exec.in(temp)
                    .run("cp", "-R", temp.resolve("first/examples/embedding").toString(), application.toString())
                    .ok();
            Release.maven(
                    application,
                    local,
                    Stream.concat(
                                    versions.stream(),
                                    Stream.of(
                                            "package",
                                            "-Dproject.exporter.version=1.0.0",
                                            "-Dproject.exporter.repository=" + repository.toUri()))
                            .toArray(String[]::new));
            for (Optional<Path> jdk : List.of(Jdks.find(17), Jdks.find(25))) {
                if (jdk.isPresent()) {
                    runs(application, jdk.get(), film);
                }
            }
        }
    }

    /** Maven's repository without anything of this project. */
    private static Path localRepository(String name) throws IOException {
        Path local = temp.resolve(name);
        Exec.in(temp)
                .run("cp", "-al", Release.LOCAL.toString(), local.toString())
                .ok();
        Exec.in(temp)
                .run("rm", "-r", local.resolve("org/projectexporter").toString())
                .ok();
        return local;
    }

    /** Their tests are those of the contract kit. */
    @Test
    void plugIns_thatHaveOnlyThatFolder_passTheContracts_andAreLoaded() throws IOException {
        Path local = localRepository("local-of-plug-ins");
        for (String example : List.of("format-7z", "source-object-folder")) {
            Path home = temp.resolve(example);
            Exec.in(temp)
                    .run("cp", "-R", temp.resolve("first/examples/" + example).toString(), home.toString())
                    .ok();
            Release.maven(
                    home,
                    local,
                    "package",
                    "-Dproject.exporter.version=1.0.0",
                    "-Dproject.exporter.repository=" + repository.toUri());
        }
        Path format = temp.resolve("format-7z/target/plugin");
        PluginPath plugins = PluginPath.of(List.of(format, temp.resolve("source-object-folder/target/plugin")));
        ProjectExporter exporter = ProjectExporter.builder().plugins(plugins).build();

        assertThat(plugins.problems()).isEmpty();
        assertThat(exporter.formats()).extracting(ArchiveFormat::name).contains("7z");
        assertThat(exporter.sources()).extracting(SourceResolver::name).contains("object-folder");
        try (Stream<Path> jars = Files.list(format)) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .contains("format-7z-1.jar")
                    .anyMatch(name -> name.startsWith("commons-compress-"))
                    .noneMatch(name -> name.startsWith("export-"));
        }
    }

    private static void runs(Path application, Path jdk, Path film) throws IOException {
        Path archives = Files.createTempDirectory(temp, "archives");
        String jar = "target/embedding-1.jar";
        String java = jdk.resolve("bin/java").toString();
        Exec exec = Exec.in(application);
        String zip = archives.resolve("film.zip").toString();
        exec.run(java, "-cp", jar + File.pathSeparator + "target/lib/*", "example.ExportFilm", film.toString(), zip)
                .ok();
        String tar = archives.resolve("film.tar.gz").toString();
        exec.run(
                        java,
                        "-p",
                        jar + File.pathSeparator + "target/lib",
                        "-m",
                        "example/example.ExportFilm",
                        film.toString(),
                        tar)
                .ok();
        Exec.in(archives)
                .run("sha256sum", "-c", "film.zip.sha256", "film.tar.gz.sha256")
                .ok();
    }
}
