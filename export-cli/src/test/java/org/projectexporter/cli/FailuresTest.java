package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

import org.projectexporter.ExportException;
import org.projectexporter.SourceException;
import org.projectexporter.TargetException;
import org.projectexporter.UnknownPluginException;

class FailuresTest {
    @Test
    void whatTheCallerAskedForWrongly_isUsage() {
        assertThat(Failures.exitCode(new IllegalArgumentException("threads"))).isEqualTo(2);
        assertThat(Failures.exitCode(new UnknownPluginException("no format rar")))
                .isEqualTo(2);
    }

    @Test
    void whatTheWorldRefuses_isFailure() {
        assertThat(Failures.exitCode(new SourceException("broken"))).isEqualTo(1);
        assertThat(Failures.exitCode(new TargetException("exists"))).isEqualTo(1);
        assertThat(Failures.exitCode(new IOException("disk"))).isEqualTo(1);
        assertThat(Failures.exitCode(new IllegalStateException("bug"))).isEqualTo(1);
    }

    @Test
    void ourOwnMessages_areShownAsTheyAre() {
        assertThat(Failures.message(new ExportException("film.zip exists; use --force")))
                .isEqualTo("film.zip exists; use --force");
    }

    @Test
    void messagesOfTheFileSystem_areMadeReadable() {
        assertThat(Failures.message(new NoSuchFileException("a/b"))).isEqualTo("a/b: no such file or folder");
        assertThat(Failures.message(new AccessDeniedException("a"))).isEqualTo("a: permission denied");
        assertThat(Failures.message(new FileSystemException("a", null, "Input/output error")))
                .isEqualTo("a: Input/output error");
        assertThat(Failures.message(new UncheckedIOException(new NoSuchFileException("a"))))
                .isEqualTo("a: no such file or folder");
        assertThat(Failures.message(new IOException())).isEqualTo("I/O error: IOException");
    }

    @Test
    void aFaultOfTheProgram_saysSo() {
        assertThat(Failures.message(new IllegalStateException("oops"))).contains("internal error", "oops", "--debug");
    }
}
