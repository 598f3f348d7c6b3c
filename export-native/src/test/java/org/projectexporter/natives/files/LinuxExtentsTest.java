package org.projectexporter.natives.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Platform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.files.ExtentSharing;

/** What is never shared, on any file system; {@code SharedExtentsTest} shares on those that can. */
@EnabledOnOs(OS.LINUX)
final class LinuxExtentsTest {
    private static final int BYTES = 8192;

    @TempDir
    Path temp;

    private Path source;
    private Path target;

    @BeforeEach
    void makeFiles() throws IOException {
        source = Files.write(temp.resolve("source \u00e9"), new byte[BYTES]);
        target = Files.createFile(temp.resolve("target"));
    }

    private static ExtentSharing.Place at(Path file, FileStat stat) {
        return new ExtentSharing.Place(file, stat, 0);
    }

    @Test
    void implementation_isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(ExtentSharing.class)).hasAtLeastOneElementOfType(LinuxExtents.class);
        assertThat(Platform.isLinux()).isTrue();
    }

    @Test
    void otherFilesThanTheExpectedOnes_andLinks_areNotTouched() throws IOException {
        ExtentSharing sharing = new LinuxExtents();
        FileStat stat = FileStat.read(source);
        FileStat targetStat = FileStat.read(target);
        Path link = Files.createSymbolicLink(temp.resolve("link"), source);
        Path other = Files.write(temp.resolve("other"), new byte[BYTES]);

        assertThat(sharing.share(at(link, stat), at(target, targetStat), BYTES)).isFalse();
        assertThat(sharing.share(at(other, stat), at(target, targetStat), BYTES))
                .isFalse();
        assertThat(sharing.share(at(source, stat), at(other, targetStat), BYTES))
                .isFalse();
        assertThat(sharing.share(at(temp.resolve("none"), stat), at(target, targetStat), BYTES))
                .isFalse();
        assertThat(target).isEmptyFile();
    }

    /** Whether it succeeds depends on the file system; nothing else may happen. */
    @Test
    void sharing_isRefusedOrShares() throws IOException {
        boolean shared =
                new LinuxExtents().share(at(source, FileStat.read(source)), at(target, FileStat.read(target)), BYTES);
        assertThat(Files.size(target)).isEqualTo(shared ? BYTES : 0);
    }

    @Test
    void noDescriptor_staysOpen() throws IOException {
        ExtentSharing sharing = new LinuxExtents();
        FileStat stat = FileStat.read(source);
        FileStat targetStat = FileStat.read(target);
        sharing.share(at(source, stat), at(target, targetStat), BYTES);
        long before = open();
        for (int i = 0; i < 20; i++) {
            sharing.share(at(source, stat), at(target, targetStat), BYTES);
            sharing.share(at(target, stat), at(source, targetStat), BYTES);
        }
        assertThat(open()).isLessThan(before + 10);
    }

    private static long open() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
