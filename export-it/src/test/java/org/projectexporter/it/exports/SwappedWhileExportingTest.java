package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ProgressEvent;
import org.projectexporter.ProjectExporter;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** Files and folders that are replaced between listing and opening. Nothing outside is read, and nothing blocks. */
@Timeout(60)
class SwappedWhileExportingTest {
    private static final String CANARY = "this is outside of the project";

    @TempDir
    Path temp;

    private Path project;
    private Path outside;

    /** Replacements of a folder {@code z} that contains the files {@code small} and {@code large}. */
    private enum Swap {
        FOLDER_FOR_A_LINK {
            @Override
            void make(Path folder, Path outside) throws IOException {
                Files.move(folder, outside.resolveSibling("away"));
                Files.createSymbolicLink(folder, outside);
            }
        },
        FOLDER_ABOVE_FOR_A_LINK {
            @Override
            void make(Path folder, Path outside) throws IOException {
                Files.move(folder.getParent(), outside.resolveSibling("away"));
                Files.createSymbolicLink(outside.resolve("z"), outside);
                Files.createSymbolicLink(folder.getParent(), outside);
            }
        },
        FOLDER_FOR_A_LINK_LOOP {
            @Override
            void make(Path folder, Path outside) throws IOException {
                Files.move(folder, outside.resolveSibling("away"));
                Files.createSymbolicLink(folder, folder);
            }
        },
        FOLDER_FOR_A_FILE {
            @Override
            void make(Path folder, Path outside) throws IOException {
                Files.move(folder, outside.resolveSibling("away"));
                Files.writeString(folder, "file\n");
            }
        },
        FILES_FOR_LINKS {
            @Override
            void make(Path folder, Path outside) throws IOException {
                for (String name : new String[] {"small", "large"}) {
                    Files.delete(folder.resolve(name));
                    Files.createSymbolicLink(folder.resolve(name), outside.resolve(name));
                }
            }
        },
        FILES_FOR_FIFOS {
            @Override
            void make(Path folder, Path outside) throws IOException {
                for (String name : new String[] {"small", "large"}) {
                    Files.delete(folder.resolve(name));
                    Exec.in(folder).run("mkfifo", name).ok();
                }
            }
        },
        FILES_FOR_FOLDERS {
            @Override
            void make(Path folder, Path outside) throws IOException {
                for (String name : new String[] {"small", "large"}) {
                    Files.delete(folder.resolve(name));
                    Files.createDirectory(folder.resolve(name));
                }
            }
        };

        abstract void make(Path folder, Path outside) throws IOException;
    }

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(temp.resolve("film"));
        Path folder = Files.createDirectories(project.resolve("y/z"));
        outside = Files.createDirectories(temp.resolve("outside"));
        Files.writeString(project.resolve("a"), "first\n");
        Files.writeString(project.resolve("zz"), "last\n");
        for (String name : new String[] {"small", "large"}) {
            byte[] content = new byte[name.equals("small") ? 100 : 24 << 20];
            Files.write(folder.resolve(name), content);
            Files.write(outside.resolve(name), content);
            Files.writeString(outside.resolve(name), CANARY);
        }
    }

    /** Exports, and runs an action once after planning and before anything is read. */
    private ExportResult export(String format, Runnable swap) throws IOException {
        return export(
                ExportRequest.builder(project, temp.resolve("film." + format))
                        .options(ExportOptions.builder()
                                .format(format)
                                .compressionLevel(1)
                                .build())
                        .build(),
                swap);
    }

    private static ExportResult export(ExportRequest request, Runnable swap) throws IOException {
        AtomicBoolean done = new AtomicBoolean();
        return ProjectExporter.create().export(request, event -> {
            if (event.phase() == ProgressEvent.Phase.WRITING && !done.getAndSet(true)) {
                swap.run();
            }
        });
    }

    private void assertNothingFromOutside(String format) throws IOException {
        Path unpacked = Unpacker.BSDTAR.unpack(temp.resolve("film." + format), format, temp.resolve("unpacked"));
        Exec.in(unpacked).run("sha256sum", "--quiet", "-c", "SHA256SUMS").ok();
        assertThat(Exec.in(unpacked).run("grep", "-rlF", CANARY, ".").text()).isEmpty();
        assertThat(unpacked.resolve("film/zz")).hasContent("last\n");
    }

    @ParameterizedTest
    @EnumSource
    void whatTookThePlaceOfPlannedFiles_isNotRead_andTheyAreListed(Swap swap) throws IOException {
        ExportResult result = export("tar", () -> {
            try {
                swap.make(project.resolve("y/z"), outside);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(result.incomplete()).isTrue();
        assertThat(result.warnings())
                .anyMatch(warning -> warning.contains("film/y/z/small: vanished"))
                .anyMatch(warning -> warning.contains("film/y/z/large: vanished"));
        assertNothingFromOutside("tar");
    }

    @Test
    void aFolderOfDependencies_swappedForALinkOutOfItsRoot_isNotRead() throws IOException {
        Path allowed = Files.createDirectories(temp.resolve("allowed"));
        Files.move(project.resolve("y"), allowed.resolve("y"));
        Files.createSymbolicLink(project.resolve("clips"), allowed.resolve("y/z"));
        ExportRequest request = ExportRequest.builder(project, temp.resolve("film.tar"))
                .options(ExportOptions.builder()
                        .format("tar")
                        .includeDependencies(true)
                        .build())
                .dependencyRoots(List.of(allowed))
                .build();

        ExportResult result = export(request, () -> {
            try {
                Swap.FOLDER_ABOVE_FOR_A_LINK.make(allowed.resolve("y/z"), outside);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(result.warnings())
                .filteredOn(warning -> warning.contains("vanished"))
                .hasSize(2);
        assertNothingFromOutside("tar");
    }

    @Test
    void aLinkLoop_isALink_andIsNotFollowed() throws IOException {
        Files.createSymbolicLink(project.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(project.resolve("y/up"), Path.of("..", "y"));

        ExportResult result = export("tar", () -> {});

        assertThat(result.incomplete()).isFalse();
        assertNothingFromOutside("tar");
        assertThat(Files.readSymbolicLink(temp.resolve("unpacked/film/loop"))).isEqualTo(Path.of("loop"));
        assertThat(Files.readSymbolicLink(temp.resolve("unpacked/film/y/up"))).isEqualTo(Path.of("../y"));
    }

    /** Blocks on the FIFO while {@code strace} delays the export: a swap between checking and opening. */
    @Test
    void aFileSwappedForAFifo_inTheInstantBeforeItIsOpened_isNotWaitedFor() throws Exception {
        Tools.require("strace");
        Path file = Files.writeString(project.resolve("y/instant"), "regular\n");
        Path log = temp.resolve("strace");
        Path fifo = temp.resolve("fifo");
        Exec.in(temp).run("mkfifo", fifo.toString()).ok();
        Thread swapping = new Thread(() -> swapWhenLookedAt(log, file, fifo), "swapping");
        swapping.start();

        ToolRun run = CommandLine.in(temp)
                .startedBy(
                        "strace",
                        "-f",
                        "-qq",
                        "-o",
                        log.toString(),
                        "-P",
                        file.toString(),
                        "-e",
                        "trace=lstat,newfstatat,statx",
                        "-e",
                        "inject=lstat,newfstatat,statx:delay_exit=300000")
                .export(project, temp.resolve("film.tar"));
        swapping.join();

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(4);
        assertThat(run.errors() + run.text()).contains("film/y/instant: vanished");
    }

    /** The second check is the one before opening; it is delayed for long enough. */
    private static void swapWhenLookedAt(Path log, Path file, Path fifo) {
        try {
            while (!Files.exists(log)
                    || Files.readAllLines(log).stream()
                                    .filter(line -> line.contains("y/instant"))
                                    .count()
                            < 2) {
                Mutator.sleep(5);
            }
            Files.move(fifo, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.zst"})
    void twoExportsAtOnce_toTwoTargets_areTheSameBytes(String format) throws Exception {
        GitFixture.init(project).commit("First");
        CommandLine line = CommandLine.in(temp).with("SOURCE_DATE_EPOCH", "1700000000");
        Path one = Files.createDirectories(temp.resolve("one")).resolve("film." + format);
        Path two = Files.createDirectories(temp.resolve("two")).resolve("film." + format);

        Process first = line.start(project, one);
        ToolRun second = line.export(project, two);

        assertThat(second.exitCode()).as(second.toString()).isZero();
        assertThat(first.waitFor()).isZero();
        assertThat(two).hasSameBinaryContentAs(one);
    }

    @Test
    void twoExportsAtOnce_toOneTarget_makeOneArchive_andTheOtherIsRefused() throws Exception {
        Path target = Files.createDirectories(temp.resolve("one")).resolve("film.zip");
        CommandLine line = CommandLine.in(temp);

        Process first = line.start(project, target);
        ToolRun second = line.export(project, target);
        int firstExit = first.waitFor();

        assertThat(new int[] {firstExit, second.exitCode()}).containsExactlyInAnyOrder(0, 1);
        if (second.exitCode() == 1) {
            assertThat(second.errors()).contains("another export to the same target is running");
        }
        assertThat(line.run("verify", target.toString()).exitCode()).isZero();
        assertThat(temp.resolve("one")).isDirectoryNotContaining("glob:**.export");
    }
}
