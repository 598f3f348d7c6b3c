package org.projectexporter.it.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.projectexporter.it.program.Jdks;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * What a release offers to those who have neither a checkout nor Java: the archives of the program, the package for
 * Debian and the wheels for Python, each on a system that has nothing else. Takes ten minutes, root, and a network for
 * debootstrap.
 */
@Tag("long")
@Tag("longest")
class DistributionTest {
    /** A cache that Java cannot use ends the program. */
    private static final String CACHE_MUST_BE_USED = "PROJECT_EXPORT_JAVA_OPTIONS=-XX:AOTMode=on ";

    @TempDir
    private static Path temp;

    private static Path target;
    private static Path wheels;
    private static Path film;
    private static boolean ahead;

    @BeforeAll
    static void build() throws IOException {
        Tools.require("mvn", "git", "git-lfs", "debootstrap", "unshare", "chroot", "dpkg-deb", "python3");
        Tools.requireThat("root".equals(System.getProperty("user.name")), "root, for debootstrap");
        Path home = temp.resolve("checkout");
        Release.copySources(home);
        Optional<Path> newer = Jdks.find(25);
        ahead = newer.isPresent();
        Release.build(
                home,
                "-Dmaven.javadoc.skip",
                "-Dcyclonedx.skip",
                "-Ddist.python=/usr/bin/python3",
                "-Ddist.jdk=" + newer.orElseGet(Jdks::running),
                "-pl",
                "export-dist",
                "-am",
                "package");
        target = home.resolve("export-dist/target");
        wheels = home.resolve("python/dist");
        film = temp.resolve("film");
        FilmProject.make(film);
    }

    private static String withCache() {
        return ahead ? CACHE_MUST_BE_USED : "";
    }

    private static Path wheel(String platform) throws IOException {
        try (Stream<Path> files = Files.list(wheels)) {
            return files.filter(file -> file.toString().endsWith("-py3-none-" + platform + ".whl"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void tarball_mayBeUnpackedAnywhere() throws IOException {
        Path place = Files.createDirectories(temp.resolve("opt/a folder"));
        Exec.in(place)
                .run(
                        "tar",
                        "-xzf",
                        target.resolve("project-export-1.0.0-linux-x64.tar.gz").toString())
                .ok();
        Path program = place.resolve("project-export-1.0.0/bin/project-export");
        String archive = place.resolve("film.tar.zst").toString();
        Exec.in(place)
                .with("PROJECT_EXPORT_JAVA_OPTIONS", ahead ? "-XX:AOTMode=on" : "-Xmx256m")
                .run(program.toString(), "export", film.toString(), "-o", archive)
                .ok();
        Exec.in(place).run(program.toString(), "verify", archive).ok();
        assertThat(place.resolve("project-export-1.0.0/runtime/lib/modules")).isRegularFile();
    }

    @Test
    void zipForAnySystem_runsWithTheInstalledJava() throws IOException {
        Path place = Files.createDirectories(temp.resolve("any"));
        Exec.in(place)
                .run(
                        "unzip",
                        "-q",
                        target.resolve("project-export-1.0.0-any.zip").toString())
                .ok();
        String archive = place.resolve("film.zip").toString();
        Exec.in(place)
                .with("JAVA_HOME", Jdks.running().toString())
                .run("project-export-1.0.0/bin/project-export", "export", film.toString(), "-o", archive)
                .ok();
        Exec.in(place).run("sha256sum", "-c", "film.zip.sha256").ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bookworm", "trixie"})
    void packageAndWheel_areInstalledInAnEmptyDebian_andRun(String suite) throws IOException {
        Debian debian = Debian.make(temp.resolve(suite), suite, "python3-venv", "python3-aiohttp");
        debian.take(film);
        packageIsInstalledRunsIsUpgradedAndRemoved(debian);
        wheelWorksInAnEnvironmentOfItsOwn(debian);
    }

    private void packageIsInstalledRunsIsUpgradedAndRemoved(Debian debian) throws IOException {
        Path deb = target.resolve("project-export_1.0.0_amd64.deb");
        debian.take(deb);
        debian.take(newerPackage(deb));
        debian.sh("dpkg -i project-export_1.0.0_amd64.deb");
        debian.sh(withCache() + "project-export export film -o film.zip && project-export verify film.zip");
        assertThat(debian.sh("project-export --version")).contains("1.0.0");

        debian.sh("echo '-Xlog:disable' >>/etc/project-export/java.options; dpkg -i --force-confold newer.deb");
        assertThat(debian.sh("dpkg-query -W -f '${Version}' project-export; cat /etc/project-export/java.options"))
                .startsWith("1.0.1")
                .contains("-Xlog:disable");
        debian.sh("project-export export film -o newer.zip && project-export verify newer.zip");

        debian.sh("dpkg -r project-export");
        assertThat(debian.has("/usr/bin/project-export")).isFalse();
        assertThat(debian.has("/etc/project-export/java.options")).isTrue();
        debian.sh("dpkg -P project-export");
        assertThat(debian.sh("find / -xdev -path /proc -prune -o -path /tmp -prune -o -name '*project-export*' -print"))
                .isEmpty();
    }

    /** The same package with another version. */
    private static Path newerPackage(Path deb) throws IOException {
        Path folder = Files.createTempDirectory(temp, "package");
        Path content = folder.resolve("content");
        Exec.in(folder)
                .run("dpkg-deb", "-R", deb.toString(), content.toString())
                .ok();
        Path control = content.resolve("DEBIAN/control");
        Files.writeString(control, Files.readString(control).replace("Version: 1.0.0", "Version: 1.0.1"));
        Path newer = folder.resolve("newer.deb");
        Exec.in(folder)
                .run(List.of("dpkg-deb", "-Znone", "-b", content.toString(), newer.toString()))
                .ok();
        return newer;
    }

    /** Debian has Python 3.11 and 3.13, and aiohttp; nothing is fetched. */
    private void wheelWorksInAnEnvironmentOfItsOwn(Debian debian) throws IOException {
        Path wheel = wheel("manylinux_2_17_x86_64");
        debian.take(wheel);
        Files.writeString(debian.path("/tmp/export.py"), EXPORT);
        debian.sh("python3 -m venv --system-site-packages e && e/bin/pip install -q --no-index " + wheel.getFileName());
        debian.sh("mkdir projects && cp -R film projects/");
        assertThat(debian.sh("e/bin/python export.py").strip())
                .startsWith("/tmp/archives/")
                .endsWith("/film.tar.zst");
        debian.sh("e/bin/project-export verify archives/*/film.tar.zst");
    }

    private static final String EXPORT =
            """
            import asyncio
            from project_export import ExportOptions, ProjectExportService, Sidecar

            sidecar = Sidecar("/tmp/projects")
            exports = ProjectExportService(sidecar, "/tmp/archives")

            async def main() -> None:
                async with sidecar:
                    print(await exports.export_project("film", ExportOptions(format="tar.zst")))

            asyncio.run(main())
            """;

    /** The machine has Java, and the environment only aiohttp. */
    @Test
    void wheelForAnySystem_runsWithTheInstalledJava() throws IOException {
        Path place = Files.createDirectories(temp.resolve("wheel"));
        Exec exec = Exec.in(place).with("JAVA_HOME", Jdks.running().toString());
        exec.run("/usr/bin/python3", "-m", "venv", "--system-site-packages", "e")
                .ok();
        exec.run("e/bin/pip", "install", "-q", "--no-index", wheel("any").toString())
                .ok();
        exec.run("e/bin/project-export", "export", film.toString(), "-o", "film.zip")
                .ok();
        exec.run("sha256sum", "-c", "film.zip.sha256").ok();
    }
}
