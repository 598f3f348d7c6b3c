package org.projectexporter.natives.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Stream;

import org.projectexporter.spi.files.FileSystemSync;

/** {@code WholeFileSystemTest} has it used, and fail, in an import. */
@EnabledOnOs(OS.LINUX)
final class LinuxFileSystemSyncTest {
    @TempDir
    Path temp;

    private final LinuxFileSystemSync sync = new LinuxFileSystemSync();

    @Test
    void implementation_isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(FileSystemSync.class)).hasAtLeastOneElementOfType(LinuxFileSystemSync.class);
    }

    @ParameterizedTest
    @CsvSource({
        "5.7.19, false",
        "5.8.0-rc1, true",
        "5.10.0-30-amd64, true",
        "6.1, true",
        "10.0.1, true",
        "4.19.0, false",
        "unknown, false"
    })
    void kernel_thatDoesNotReportLosses_isNotRelied_on(String version, boolean reports) {
        assertThat(LinuxFileSystemSync.reportsFailures(version)).isEqualTo(reports);
    }

    @Test
    void folder_isSynced_andNoDescriptorStaysOpen() throws IOException {
        long before = descriptors();
        for (int i = 0; i < 20; i++) {
            try (FileSystemSync.Opened opened = sync.open(temp).orElseThrow()) {
                Files.write(temp.resolve("file " + i), new byte[10_000]);
                opened.sync();
            }
        }
        assertThat(descriptors()).isLessThan(before + 20);
    }

    @Test
    void whatIsNoFolder_isNotOpened() throws IOException {
        assertThat(sync.open(temp.resolve("none"))).isEmpty();
        assertThat(sync.open(Files.createFile(temp.resolve("file")))).isEmpty();
        assertThat(sync.open(Files.createSymbolicLink(temp.resolve("link"), temp)))
                .isEmpty();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
