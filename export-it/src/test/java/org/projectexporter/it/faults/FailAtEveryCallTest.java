package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.it.program.OutFolder;

/** The disk fails at call N, for every N of an export, and again while it is resumed. */
class FailAtEveryCallTest {
    private static final int LARGE_BYTES = 600_000;

    @TempDir
    Path temp;

    private Path project;
    private Path out;
    private Path target;
    private OutFolder reference;

    @BeforeEach
    void makeAProject() throws IOException {
        project = CrashProject.make(temp.resolve("film"), LARGE_BYTES);
        out = Files.createDirectories(temp.resolve("out"));
    }

    @ParameterizedTest(name = "{0}, split: {1}, deflate: {2}")
    @CsvSource({"zip, true, jdk", "tar.zst, false, jdk", "tar.gz, false, libdeflate"})
    void resume_afterAFailureAtAnyCall_givesTheSameBytes(String format, boolean split, String deflate)
            throws IOException {
        failAtEveryCall(Breakable.options(format, split, deflate));
    }

    @Tag("long")
    @ParameterizedTest(name = "{0}, split: {1}, deflate: {2}")
    @CsvSource({
        "zip, false, jdk",
        "zip, false, libdeflate",
        "tar, true, jdk",
        "tar, false, jdk",
        "tar.gz, true, jdk",
        "tar.gz, false, jdk",
        "tar.zst, true, jdk"
    })
    void resume_afterAFailureAtAnyCall_ofTheOthersToo_givesTheSameBytes(String format, boolean split, String deflate)
            throws IOException {
        failAtEveryCall(Breakable.options(format, split, deflate));
    }

    private void failAtEveryCall(ExportOptions options) throws IOException {
        target = out.resolve("film." + options.format());
        ScriptedDisk whole = new ScriptedDisk(0);
        whole.exporter().export(project, target, options);
        reference = OutFolder.of(out);
        assertThat(reference.sha256().containsKey(target.getFileName() + ".001"))
                .isEqualTo(options.splitSizeMb().isPresent());
        int certain = whole.calls() * 2 / 3; // the number of checkpoints depends on the speed of the disk

        int fired = 0;
        for (int n = 1; n <= whole.calls(); n++) {
            OutFolder.clear(out);
            fired += failAndResume(options, n, n <= certain) ? 1 : 0;
        }

        assertThat(fired).isBetween(certain, whole.calls());
        assertThat(certain).isGreaterThan(15);
    }

    /** Whether the failure occurred: towards the end there may be fewer calls than in another run. */
    private boolean failAndResume(ExportOptions options, int n, boolean certain) throws IOException {
        ScriptedDisk disk = new ScriptedDisk(n);
        try {
            disk.exporter().export(project, target, options);
        } catch (ExportStoppedException e) {
            assertThat(e).hasMessageContaining(ScriptedDisk.MESSAGE).hasMessageContaining("resume");
        }
        if (disk.fired().isEmpty()) {
            assertThat(certain).as("call %s of the export has not come", n).isFalse();
            reference.assertSameAs(out, "not interrupted");
            return false;
        }
        String story = "failed at call " + n + ", " + disk.fired();
        assertThat(OutFolder.of(out).sha256()).as(story).containsOnlyKeys("." + target.getFileName() + ".export");

        if (failAgain(1 + n % 7, story)) {
            assertThat(new ScriptedDisk(0).exporter().resume(target)).as(story).isPresent();
        }
        reference.assertSameAs(out, story);
        assertThat(new ScriptedDisk(0).exporter().resume(target))
                .as("resumed when it is finished")
                .isEmpty();
        return true;
    }

    /** Whether the resumed export failed too; if only renames are missing there may be fewer calls. */
    private boolean failAgain(int n, String story) throws IOException {
        ScriptedDisk disk = new ScriptedDisk(n);
        try {
            disk.exporter().resume(target);
        } catch (ExportStoppedException e) {
            assertThat(e).as(story).hasMessageContaining(ScriptedDisk.MESSAGE);
        }
        reference.assertNothingBearsTheNameTooEarly(target, story + "; then at call " + n + ", " + disk.fired());
        return !disk.fired().isEmpty();
    }
}
