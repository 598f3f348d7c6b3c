package org.projectexporter.internal.exporting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;

import org.projectexporter.internal.wire.CorruptFileException;
import org.projectexporter.internal.wire.OlderFileException;
import org.projectexporter.spi.PlannedEntry;

class SealedPlanTest {
    @TempDir
    Path temp;

    private SealedPlan seal(PlannedEntry... entries) throws IOException {
        Iterator<PlannedEntry> iterator = Arrays.asList(entries).iterator();
        return SealedPlan.seal(temp.resolve("plan"), () -> iterator.hasNext() ? Draft.of(iterator.next()) : null);
    }

    private static List<PlannedEntry> read(SealedPlan plan) throws IOException {
        List<PlannedEntry> entries = new ArrayList<>();
        try (SealedPlan.Reader reader = plan.open()) {
            for (PlannedEntry entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    @Test
    void open_returnsEveryEntryAndTheTotals() throws IOException {
        SealedPlan plan = seal(SampleEntries.all().toArray(PlannedEntry[]::new));

        assertThat(read(plan)).isEqualTo(SampleEntries.all());
        assertThat(plan.entries()).isEqualTo(SampleEntries.all().size());
        assertThat(plan.files()).isEqualTo(3);
        assertThat(plan.bytes()).isEqualTo(12 + 12 + (5L << 40));
    }

    @Test
    void open_ofAnEmptyPlan_hasNoEntry() throws IOException {
        assertThat(read(seal())).isEmpty();
    }

    @Test
    void seal_ofOnePathTwice_namesIt() {
        PlannedEntry entry = SampleEntries.directory("film/a");

        assertThatThrownBy(() -> seal(entry, entry))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("film/a");
    }

    @Test
    void read_ofAPlanWithAnyByteChanged_refusesIt() throws IOException {
        SealedPlan plan = seal(SampleEntries.all().toArray(PlannedEntry[]::new));
        byte[] bytes = Files.readAllBytes(plan.file());
        for (int i = 0; i < bytes.length; i++) {
            for (int bit : new int[] {0x01, 0x80}) {
                byte[] damaged = bytes.clone();
                damaged[i] ^= (byte) bit;
                requireRefused(plan, damaged, "byte " + i);
            }
        }
    }

    @Test
    void read_ofAPlanCutAnywhere_refusesIt() throws IOException {
        SealedPlan plan = seal(SampleEntries.all().toArray(PlannedEntry[]::new));
        byte[] bytes = Files.readAllBytes(plan.file());
        for (int length = 0; length < bytes.length; length++) {
            requireRefused(plan, Arrays.copyOf(bytes, length), "cut to " + length);
        }
    }

    /** Made by the build before there was a header for all files. */
    @Test
    void open_ofAPlanOfTheVersionBefore_isRefused() throws IOException {
        SealedPlan plan = seal();
        Files.write(
                plan.file(),
                Base64.getDecoder()
                        .decode(
                                "UEVYTEFOAAMAAAAkAQAAAAAAAAAAAAAABGZpbG0AAAAAAAAAAAAAAAAAAAHtAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAA"
                                        + "AAAAAAAAAAAAAACj86ux"));

        assertThatThrownBy(plan::open)
                .isInstanceOf(OlderFileException.class)
                .hasMessageContaining(plan.file() + " was written by an older version");
    }

    private static void requireRefused(SealedPlan plan, byte[] damaged, String what) throws IOException {
        Files.write(plan.file(), damaged);
        assertThatThrownBy(() -> read(plan))
                .as(what)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("is damaged");
    }
}
