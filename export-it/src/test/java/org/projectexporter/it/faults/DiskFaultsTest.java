package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.cli.ExitCode;
import org.projectexporter.it.program.Messages;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.testkit.fixtures.ToolRun;

/** System calls that fail, and signals that arrive in the middle of them. */
class DiskFaultsTest {
    @TempDir
    Path temp;

    private Faults faults;

    @BeforeEach
    void makeAProject() throws IOException {
        faults = new Faults(temp, "film.zip", 1_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "volume-0, pwrite64:error=EIO:when=5, Input/output error",
        "volume-0, pwrite64:error=ENOSPC:when=7, no space is left",
        "journal, pwrite64:error=EIO:when=3, Input/output error",
        "facts.new, fsync:error=EIO:when=1, Input/output error",
        "sha256.new, openat:error=EDQUOT, Disk quota exceeded"
    })
    void aCallThatFails_stopsTheExport_whichCanBeResumed(String file, String fault, String reason) throws IOException {
        assertStoppedByAFault(file, fault, reason);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({
        "volume-0, pwrite64:error=EIO:when=1, Input/output error",
        "volume-0, fsync:error=EIO:when=2, Input/output error",
        "ledger.spool, fsync:error=EIO:when=1, Input/output error",
        "journal, pwrite64:error=EIO:when=2, Input/output error",
        "journal, fsync:error=EIO:when=3, Input/output error"
    })
    void anotherCallThatFails_stopsTheExport_whichCanBeResumed(String file, String fault, String reason)
            throws IOException {
        assertStoppedByAFault(file, fault, reason);
    }

    /** As on mergerfs 2.33, which opens a file with O_DIRECT, and then does not write it that way. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aDirectWriteThatIsRefused_isRepeatedThroughThePageCache(int call) throws IOException {
        Path volume = faults.workFolder().resolve("volume-0");

        faults.export("pwrite64:error=EINVAL:when=" + call, List.of(volume)).ok();

        assertThat(faults.log()).contains("(INJECTED)");
        faults.reference().assertSameAs(faults.out(), "direct write " + call + " is refused");
    }

    private void assertStoppedByAFault(String file, String fault, String reason) throws IOException {
        ToolRun run = faults.export(fault, List.of(faults.workFolder().resolve(file)));

        assertStopped(run, reason);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"manifest.json", "sha256", "volume-0"})
    void aNameThatCannotBeGiven_stopsTheExport_whichCanBeResumed(String file) throws IOException {
        ToolRun run = faults.export(
                "link,rename:error=EIO", List.of(faults.workFolder().resolve(file))); // strace matches the old name

        assertStopped(run, "Input/output error");
    }

    private void assertStopped(ToolRun run, String reason) throws IOException {
        assertThat(faults.log()).as("the fault has fired").contains("(INJECTED)");
        run.exited(ExitCode.STOPPED);
        assertThat(Messages.of(run))
                .contains(reason)
                .contains("resume the export: project-export resume " + faults.target())
                .doesNotContain("Exception");
        assertThat(OutFolder.of(faults.out()).sha256())
                .containsOnlyKeys(faults.workFolder().getFileName().toString());
        faults.resumeToTheSameBytes(run.toString());
    }

    @ParameterizedTest
    @CsvSource({"TERM, 75"})
    void aSignal_stopsTheExport_whichCanBeResumed(String signal, int exitCode) throws IOException {
        assertStoppedBySignal(signal, exitCode);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"HUP, 75", "INT, 130"})
    void anotherSignal_stopsTheExport_whichCanBeResumed(String signal, int exitCode) throws IOException {
        assertStoppedBySignal(signal, exitCode);
    }

    private void assertStoppedBySignal(String signal, int exitCode) throws IOException {
        ToolRun run = faults.export(
                "pwrite64:signal=" + signal + ":when=3",
                List.of(faults.workFolder().resolve("volume-0")),
                "--threads",
                "1");

        assertThat(faults.log()).contains("--- SIG" + signal);
        run.exited(exitCode);
        assertThat(Messages.of(run))
                .contains("stopped")
                .contains("project-export resume " + faults.target())
                .contains("project-export discard " + faults.target());
        assertThat(Files.exists(faults.target())).isFalse();
        faults.resumeToTheSameBytes(run.toString());
    }

    /** From the first file that an export creates to the last that it removes. */
    @Tag("long")
    @ParameterizedTest
    @CsvSource({
        "work, openat:when=1",
        "work, openat:when=2",
        "work, openat:when=3",
        "work/lock, pwrite64",
        "work/request.new, openat",
        "work/request.new, write",
        "work/request.new, rename",
        "work/journal, openat",
        "work/journal, pwrite64:when=1",
        "work/journal, fsync:when=1",
        "work/plan, openat",
        "work/plan, write:when=1",
        "work/plan, fsync",
        "work/captures, fsync",
        "work/facts.new, rename",
        "work/journal, pwrite64:when=2",
        "work/journal, fsync:when=2",
        "work/volume-0, openat",
        "work/ledger.spool, openat",
        "work/manifest.json, openat:when=1",
        "work/sums, openat:when=1",
        "work/volume-0, ftruncate",
        "work/sha256.new, openat",
        "work/sha256.new, rename",
        "film.zip.manifest.json, link",
        "film.zip.sha256, link",
        "film.zip, link",
        "., fsync:when=2",
        "work, unlinkat:when=2",
        "work, unlinkat:when=3",
        "work, unlinkat:when=6",
        "work, renameat",
        "work, unlinkat:when=12",
        "., unlinkat"
    })
    void aKillAtAnyStep_canBeResumed(String file, String call) throws IOException {
        String name = call.contains(":") ? call.substring(0, call.indexOf(':')) : call;
        String when = call.contains(":") ? call.substring(call.indexOf(':')) : "";
        Path path = faults.out()
                .resolve(file.replaceFirst(
                        "^work", faults.workFolder().getFileName().toString()))
                .normalize();

        ToolRun run = faults.export(name + ":signal=KILL" + when, List.of(path));

        assertThat(run.exitCode()).as("killed: %s", run).isEqualTo(128 + 9);
        faults.reference().assertNothingBearsTheNameTooEarly(faults.target(), run.toString());
        faults.finish(run.toString());
    }
}
