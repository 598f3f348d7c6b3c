package org.projectexporter.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;

class SystemErrorTest {
    @TempDir
    Path temp;

    @Test
    void textsOfTheSystem_areRecognised_inCausesToo() {
        assertThat(SystemError.of(new IOException("No space left on device"))).contains(SystemError.OUT_OF_SPACE);
        assertThat(SystemError.of(new FileSystemException("film", null, "Disk quota exceeded")))
                .contains(SystemError.OUT_OF_SPACE);
        assertThat(SystemError.of(new FileNotFoundException("film (Too many open files)")))
                .contains(SystemError.TOO_MANY_FILES);
        assertThat(SystemError.of(new IOException("Stale file handle"))).contains(SystemError.STALE);
        assertThat(SystemError.of(new IOException("at work", new IOException("Input/output error"))))
                .contains(SystemError.DEVICE_FAILED);
        assertThat(SystemError.of(new UncheckedIOException(new IOException("Disk quota exceeded"))))
                .contains(SystemError.OUT_OF_SPACE);
    }

    @Test
    void namesOfFiles_andOurOwnTexts_areNotLookedAt() {
        String text = "No space left on device";
        assertThat(SystemError.of(new FileSystemException(text, null, "Permission denied")))
                .isEmpty();
        assertThat(SystemError.of(new AccessDeniedException(text))).isEmpty();
        assertThat(SystemError.of(new NoSuchFileException("a", null, text))).isEmpty();
        assertThat(SystemError.of(new ExportException(Reason.SOURCE_UNUSABLE, text)))
                .isEmpty();
        assertThat(SystemError.of(new IOException())).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatLinuxReports_isRecognised() {
        IOException full = catchThrowableOfType(IOException.class, () -> {
            try (FileChannel device = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
                device.write(ByteBuffer.allocate(1));
            }
        });
        assertThat(SystemError.of(full)).contains(SystemError.OUT_OF_SPACE);

        IOException failed = catchThrowableOfType(IOException.class, () -> {
            try (InputStream memory = Files.newInputStream(Path.of("/proc/self/mem"))) {
                memory.read();
            }
        });
        assertThat(SystemError.of(failed)).contains(SystemError.DEVICE_FAILED);

        IOException tooLong =
                catchThrowableOfType(IOException.class, () -> Files.createFile(temp.resolve("n".repeat(300))));
        assertThat(SystemError.of(tooLong)).contains(SystemError.NAME_NOT_POSSIBLE);
    }

    /** Where German is installed, the system answers in German; elsewhere in English. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void fullDisk_isRecognisedInAnyLanguage() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FullDisk.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "de_DE.UTF-8");
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("OUT_OF_SPACE");
    }

    /** Started by the test above. */
    static final class FullDisk {
        public static void main(String[] arguments) throws IOException {
            try (FileChannel device = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
                device.write(ByteBuffer.allocate(1));
            } catch (IOException e) {
                System.out.println(SystemError.of(e).map(SystemError::name).orElse("unknown: " + e.getMessage()));
            }
        }
    }

    @Test
    void message_ofMemoryOutsideTheHeap_namesWhatLimitsThat() {
        OutOfMemoryError error = new OutOfMemoryError("Cannot reserve 1048576 bytes of direct buffer memory");

        assertThat(LackOfMemory.explained("the blocks", error))
                .hasFieldOrPropertyWithValue("reason", Reason.OUT_OF_MEMORY)
                .hasMessageContaining("memoryBytes")
                .hasMessageContaining("-XX:MaxDirectMemorySize");
        assertThat(LackOfMemory.explained("the blocks", new OutOfMemoryError("Java heap space")))
                .hasMessageContaining("-Xmx");
    }
}
