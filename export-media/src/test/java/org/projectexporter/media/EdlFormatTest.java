package org.projectexporter.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

class EdlFormatTest {
    private static final String TIMES = "01:00:00:00 01:00:04:00 00:00:00:00 00:00:04:00";

    @TempDir
    Path temp;

    @Test
    void reelsClipsAndFiles_areLookedUpByName() throws IOException {
        String list = "TITLE: CUT 3\r\nFCM: NON-DROP FRAME\r\n\r\n"
                + "001  A001C003 V     C        " + TIMES + "\r\n"
                + "* FROM CLIP NAME: Kuß 1.mov\r\n"
                + "* ASC_SOP (1.0 1.0 1.0)(0 0 0)(1 1 1)\r\n* ASC_SAT 0.9\r\n"
                + "M2   M2REEL       012.5 01:00:00:00\r\n"
                + "AUD  3 4\r\n"
                + "002  BL       V     C        " + TIMES + "\r\n"
                + "002  TAPE2    AA/V  D    024 01:00:00;00 01:00:04;00 00:00:00;00 00:00:04;00\r\n"
                + "* FROM CLIP NAME: wide\r\n* TO CLIP NAME: close.mov\r\n"
                + "* SOURCE FILE: /raid/day 1/close.mov\r\n"
                + "FINAL CUT PRO REEL: A long reel REPLACED BY: TAPE2\r\n";

        assertThat(new FilmFolder(temp).with("cut.edl", list).references())
                .containsExactly(
                        "A001C003 -> A001C003 optional",
                        "Kuß 1.mov -> Kuß 1.mov",
                        "TAPE2 -> TAPE2 optional",
                        "/raid/day 1/close.mov -> /raid/day 1/close.mov close.mov",
                        "A long reel -> A long reel optional",
                        "wide -> wide optional",
                        "close.mov -> close.mov optional");
    }

    @Test
    void whatIsNoEditDecisionList_namesNothing() throws IOException {
        assertThat(new FilmFolder(temp)
                        .with("cut.edl", "0.0 12.5 2\n13.0 14.5 0\n" + "x".repeat(100_000))
                        .with("binary.edl", new byte[] {0, 1, 2, '\n', (byte) 0xff})
                        .references())
                .isEmpty();
    }

    @Test
    void namesThatLeadElsewhere_areNotLookedUp() throws IOException {
        String list = "001 .. V C " + TIMES + "\n* FROM CLIP NAME: a\0b.mov\n* SOURCE FILE: ../../secret/..\n";

        assertThat(new FilmFolder(temp)
                        .with("cut.edl", list.getBytes(StandardCharsets.UTF_8))
                        .references())
                .noneMatch(line -> line.endsWith("-> .."));
    }
}
