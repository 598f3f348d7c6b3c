package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.SourceException;

class FailuresTest {
    @Test
    void whatTheCallerAskedForWrongly_isUsage() {
        assertThat(Failures.exitCode(new IllegalArgumentException("threads"))).isEqualTo(2);
        assertThat(Failures.exitCode(new ExportException(Reason.UNKNOWN_PLUGIN, "no format rar")))
                .isEqualTo(2);
    }

    @Test
    void whatTheWorldRefuses_isFailure() {
        assertThat(Failures.exitCode(new SourceException("broken"))).isEqualTo(1);
        assertThat(Failures.exitCode(new ExportException(Reason.TARGET_EXISTS, "exists")))
                .isEqualTo(1);
        assertThat(Failures.exitCode(new IOException("disk"))).isEqualTo(1);
        assertThat(Failures.exitCode(new IllegalStateException("bug"))).isEqualTo(1);
    }

    @Test
    void ourOwnMessages_areShownAsTheyAre() {
        assertThat(Failures.message(new ExportException(Reason.TARGET_EXISTS, "film.zip exists")))
                .isEqualTo("film.zip exists");
    }

    @Test
    void flagsThatHelp_followFromTheReason() {
        ExportException exists = ExportException.builder(Reason.TARGET_EXISTS, "film.zip exists; replace it")
                .option("replaceTarget")
                .build();
        assertThat(exists).hasMessage("film.zip exists; replace it (option replaceTarget)");
        assertThat(FlagHint.message(exists, "export")).isEqualTo("film.zip exists; replace it (--force)");
        assertThat(FlagHint.message(exists, "import")).isEqualTo("film.zip exists; replace it (--on-conflict rename)");
        assertThat(FlagHint.message(new RefusedArchiveException(ArchiveDefect.RATIO, null, "too much"), "import"))
                .isEqualTo("the archive was refused: too much (--max-ratio)");
        assertThat(FlagHint.message(new ExportException(Reason.ARCHIVE_MISSING, "none"), "verify"))
                .isEqualTo("none");
    }

    @Test
    void messagesOfTheFileSystem_areMadeReadable() {
        assertThat(Failures.message(new NoSuchFileException("a/b"))).isEqualTo("a/b: no such file or folder");
        assertThat(Failures.message(new AccessDeniedException("a"))).isEqualTo("a: permission denied");
        assertThat(Failures.message(new FileSystemException("a", null, "Input/output error")))
                .isEqualTo("a: Input/output error");
        assertThat(Failures.message(new UncheckedIOException(new NoSuchFileException("a"))))
                .isEqualTo("a: no such file or folder");
        assertThat(Failures.message(new IOException())).isEqualTo("unknown I/O error (--debug shows where)");
    }

    @Test
    void aFaultOfTheProgram_saysSo() {
        assertThat(Failures.message(new IllegalStateException("oops"))).contains("internal error", "oops", "--debug");
    }
}
