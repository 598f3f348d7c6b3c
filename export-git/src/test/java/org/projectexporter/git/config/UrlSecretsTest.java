package org.projectexporter.git.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

final class UrlSecretsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "https://user:token@host/p?x=y | https://host/p",
                "https://token@host:8443/p.git | https://host:8443/p.git",
                "HTTPS://user:p@ss@host/p | HTTPS://host/p",
                "https://host/p#frag@ment | https://host/p",
                "https://host/~user@x/p | https://host/~user@x/p",
                "https://host?token=a@b | https://host",
                "ssh://git@host/p | ssh://git@host/p",
                "ssh://git:secret@host:22/p | ssh://git@host:22/p",
                "ssh://:secret@host/p | ssh://host/p",
                "git+ssh://me:x@host/p | git+ssh://me@host/p",
                "git@host:path/p.git | git@host:path/p.git",
                "ftp://anonymous:mail@host/p | ftp://host/p",
                "/srv/git/a?b#c.git | /srv/git/a?b#c.git",
                "file:///srv/a?b.git | file:///srv/a?b.git",
                "../library | ../library",
                "https::https://u:p@host/x | https::https://host/x",
                "ext::ssh -p secret host | -",
                "FD::17 | -",
                "https://@host/p | https://host/p",
            })
    void clean_removesUserInformationAndQuery(String url, String expected) {
        assertThat(UrlSecrets.clean(url)).isEqualTo(expected);
    }

    @Test
    void blank_ofAReflogLine_keepsEverythingElse() {
        String line = "0000 1111 Film <film@example.org> 1 +0000\tpull https://u:TOKEN@host/p main: Fast-forward\n"
                + "1111 2222 Film <film@example.org> 2 +0000\tpull ssh://git@h/p https://T@h?q=1 x@y: merge\n";

        String blanked = UrlSecrets.blank(line);

        assertThat(blanked).isEqualTo(line.replace("u:TOKEN@", "").replace("T@", ""));
    }

    @Test
    void blank_keepsBytesThatAreNotText() {
        byte[] bytes = {(byte) 0xff, 'a', ':', '/', '/', 'u', '@', 'h', (byte) 0xfe};

        assertThat(UrlSecrets.blank(bytes)).isEqualTo(new byte[] {(byte) 0xff, 'a', ':', '/', '/', 'h', (byte) 0xfe});
    }

    @Test
    void blank_whereThereIsNothingToDo_givesTheSameBytes() {
        byte[] bytes = "see https://host/ or mail a@b.org://".getBytes(StandardCharsets.UTF_8);

        assertThat(UrlSecrets.blank(bytes)).isSameAs(bytes);
    }

    @Test
    void blank_ofALongTextWithoutSpaces_isFast() {
        String text = "a".repeat(1 << 22) + "://x@" + "b".repeat(1 << 22);

        assertThat(UrlSecrets.blank(text)).hasSize(text.length() - 2);
    }
}
