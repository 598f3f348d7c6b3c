package org.projectexporter.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.ExportException;

class ArchivePartsTest {
    @TempDir
    Path temp;

    private Path make(String name, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        Arrays.fill(content, (byte) name.charAt(name.length() - 1));
        return Files.write(temp.resolve(name), content);
    }

    private static List<String> names(ArchiveParts parts) {
        return parts.files().stream().map(file -> file.getFileName().toString()).toList();
    }

    @Test
    void aPlainFile_isOnePart_whateverIsNextToIt() throws IOException {
        Path file = make("film.zip", 5);
        make("film.zip.001", 5);
        ArchiveParts parts = ArchiveParts.find(file);
        assertThat(names(parts)).containsExactly("film.zip");
        assertThat(parts.isSplit()).isFalse();
        assertThat(parts.bytes()).isEqualTo(5);
    }

    @Test
    void volumes_areFoundByEitherName_inTheOrderOfTheirNumbers() throws IOException {
        for (String suffix : List.of("001", "002", "010", "999", "1000", "1001")) {
            make("film.zip." + suffix, 3);
        }
        for (String other : List.of("0002", "01", "12345", "000", "sha256", "00x")) {
            make("film.zip." + other, 3);
        }
        make("other.zip.003", 3);
        for (String given : List.of("film.zip", "film.zip.001")) {
            ArchiveParts parts = ArchiveParts.find(temp.resolve(given));
            assertThat(names(parts))
                    .containsExactly(
                            "film.zip.001",
                            "film.zip.002",
                            "film.zip.010",
                            "film.zip.999",
                            "film.zip.1000",
                            "film.zip.1001");
            assertThat(parts.isSplit()).isTrue();
            assertThat(parts.archive().getFileName()).hasToString("film.zip");
            assertThat(parts.missing(1003)).hasSize(1003 - 6).contains(3, 998, 1002, 1003);
            assertThat(parts.volume(1002).getFileName()).hasToString("film.zip.1002");
        }
    }

    @Test
    void volumesWithoutTheFirst_areFound_alsoWhenTheFirstIsGiven() throws IOException {
        make("film.zip.002", 3);
        assertThat(ArchiveParts.find(temp.resolve("film.zip")).missing(0)).containsExactly(1);
        assertThat(ArchiveParts.find(temp.resolve("film.zip.001")).missing(3)).containsExactly(1, 3);
    }

    @Test
    void nothing_isRefused() {
        assertThatThrownBy(() -> ArchiveParts.find(temp.resolve("film.zip")))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("there is no archive");
        assertThatThrownBy(() -> ArchiveParts.find(temp.resolve("no/folder/film.zip.001")))
                .isInstanceOf(ExportException.class);
    }

    @Test
    void theJoinedChannel_readsAllParts_fromAnyPosition() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= 9; i++) {
            make("film.zip.00" + i, i == 5 ? 0 : i);
            all.append(Integer.toString(i).repeat(i == 5 ? 0 : i));
        }
        try (JoinedChannel channel = ArchiveParts.find(temp.resolve("film.zip")).open()) {
            assertThat(channel.size()).isEqualTo(all.length());
            for (int at = all.length(); at >= 0; at--) {
                ByteBuffer into = ByteBuffer.allocate(100);
                channel.position(at);
                while (channel.read(into) >= 0) {}
                String read = new String(into.array(), 0, into.position(), java.nio.charset.StandardCharsets.US_ASCII);
                assertThat(read).isEqualTo(all.substring(at));
            }
        }
    }
}
