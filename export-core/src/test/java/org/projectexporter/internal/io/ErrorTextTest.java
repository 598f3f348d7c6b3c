package org.projectexporter.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import java.util.stream.Stream;

class ErrorTextTest {
    static Stream<Map.Entry<Throwable, String>> errors() {
        return Stream.of(
                Map.entry(new NoSuchFileException("/a"), "/a: does not exist"),
                Map.entry(new AccessDeniedException("/a"), "/a: permission denied"),
                Map.entry(new NotDirectoryException("/a"), "/a: is not a folder"),
                Map.entry(new DirectoryNotEmptyException("/a"), "/a: is not empty"),
                Map.entry(new FileSystemException("/a", null, "Stale file handle"), "/a: Stale file handle"),
                Map.entry(new FileSystemException("/a"), "/a: unknown I/O error"),
                Map.entry(new ClosedChannelException(), "a file was closed meanwhile"),
                Map.entry(new IOException(), "unknown I/O error"),
                Map.entry(new IOException("No space left on device"), "No space left on device"),
                Map.entry(new UncheckedIOException(new IOException("broken pipe")), "broken pipe"),
                Map.entry(new DirectoryIteratorException(new IOException("Input/output error")), "Input/output error"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void of_isInWords_withoutNamesOfClasses(Map.Entry<Throwable, String> error) {
        assertThat(ErrorText.of(error.getKey())).isEqualTo(error.getValue());
    }
}
