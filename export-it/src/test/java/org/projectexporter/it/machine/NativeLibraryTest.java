package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.util.ZstdVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.testkit.fixtures.ToolRun;

/** The native library for "tar.zst" is in a jar: who loads it, when, and which files that leaves. */
class NativeLibraryTest {
    @TempDir
    private Path temp;

    private Path project;
    private Path temporaryFiles;

    /** Puts the library into a new folder, as the launcher does; for Linux. */
    static Path unpackTo(Path folder) throws IOException {
        String name = System.mapLibraryName("zstd-jni-" + ZstdVersion.VERSION);
        String resource = "/linux/" + System.getProperty("os.arch") + "/" + name;
        try (InputStream library = ZstdVersion.class.getResourceAsStream(resource)) {
            Files.copy(
                    Objects.requireNonNull(library, resource),
                    Files.createDirectories(folder).resolve(name));
        }
        return folder;
    }

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectory(temp.resolve("film"));
        Files.writeString(project.resolve("script.txt"), "INT. NIGHT\n");
        temporaryFiles = Files.createDirectory(temp.resolve("tmp"));
    }

    private ToolRun export(String format, String... jvmOptions) throws IOException {
        return CommandLine.in(temp)
                .withJvm(jvmOptions)
                .export(project, temp.resolve("film." + format), "--progress", "none");
    }

    @Test
    void libraryThatWasUnpacked_isGoneAtTheEnd() throws IOException {
        export("tar.zst", "-Djava.io.tmpdir=" + temporaryFiles).ok();
        assertThat(temporaryFiles).isEmptyDirectory();
    }

    @Test
    void libraryInTheLauncherFolder_isNotUnpacked() throws IOException {
        Path libraries = unpackTo(temp.resolve("libraries"));
        export("tar.zst", "-Djava.io.tmpdir=" + temp.resolve("missing"), "-Djava.library.path=" + libraries)
                .ok();
    }

    @Test
    void libraryThatCannotBeUnpacked_isSaid_andNothingIsMade() throws IOException {
        ToolRun run = export("tar.zst", "-Djava.io.tmpdir=" + temp.resolve("missing"));
        assertThat(run.exited(1).errors()).contains("zstd").doesNotContain("\tat ");
        assertThat(temp.resolve("film.tar.zst")).doesNotExist();
    }

    @Test
    void otherFormats_loadNothingOfZstd() throws IOException {
        for (String format : List.of("zip", "tar", "tar.gz")) {
            assertThat(export(format, "-Xlog:class+load:stdout").ok().text())
                    .contains("org.projectexporter.tar.TarZstdFormat")
                    .doesNotContain("com.github.luben");
        }
    }
}
