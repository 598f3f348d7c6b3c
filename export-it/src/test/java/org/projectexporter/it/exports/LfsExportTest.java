package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.Messages;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** Media in Git LFS: complete, missing, corrupt, and as pointers. */
class LfsExportTest {
    @TempDir
    Path temp;

    private GitFixture project;
    private Path object;
    private Path media;

    @BeforeEach
    void makeProject() throws IOException {
        Tools.require("git", "git-lfs");
        project = GitFixture.init(temp.resolve("film"))
                .lfs("*.mp4")
                .file("take.mp4", new Noise(5).bytes(300_000))
                .file("other.mp4", new Noise(6).bytes(100_000))
                .commit("Takes");
        media = project.folder().resolve("take.mp4");
        object = project.lfsObjectOf("take.mp4");
    }

    private String oid() {
        return object.getFileName().toString();
    }

    private ToolRun exportRun(String... more) throws IOException {
        return CommandLine.in(temp).export(project.folder(), temp.resolve("film.zip"), more);
    }

    private void corruptTheObject() throws IOException {
        Files.setAttribute(object, "unix:mode", 0644);
        byte[] content = Files.readAllBytes(object);
        content[1000] ^= 1;
        Files.write(object, content);
    }

    /** Leaves the pointer in the working tree, as a clone without the object would. */
    private void leaveThePointer() throws IOException {
        Files.writeString(media, project.git("show", "HEAD:take.mp4") + "\n");
    }

    @Test
    void aMissingObject_withWarn_isListed_andSetsTheExitCode() throws IOException {
        Files.delete(object);

        ToolRun run = exportRun().exited(4);

        assertThat(run.text() + run.errors()).contains("take.mp4");
        Exported exported = new Exported(temp.resolve("film.zip"), "zip", run);
        assertThat(exported.manifest().toString()).contains(oid(), "300000", "film/take.mp4");
        assertThat(exported.names()).contains("film/take.mp4").noneMatch(name -> name.contains(oid()));
    }

    @Test
    void aMissingObject_withFail_endsTheExport_andIsNamed() throws IOException {
        Files.delete(object);

        ToolRun run = exportRun("--missing-lfs", "fail").exited(1);

        assertThat(Messages.of(run)).contains(oid(), "take.mp4");
        assertThat(temp.resolve("film.zip")).doesNotExist();
        assertThat(temp.resolve(".film.zip.export")).doesNotExist();
    }

    @Test
    void aMissingObjectOfAnOldCommit_isFoundToo() throws IOException {
        project.file("take.mp4", new Noise(7).bytes(1000)).commit("Retake");
        Files.delete(object);

        exportRun("--missing-lfs", "fail").exited(1);
        Exported exported =
                new Exported(temp.resolve("film.zip"), "zip", exportRun().exited(0));
        assertThat(exported.run().text()).contains("git lfs fetch --all");
        assertThat(exported.manifest().path("lfs_missing")).isEmpty();
        assertThat(exported.manifest().path("lfs_older_missing").toString()).contains(oid());
    }

    @Test
    void aCorruptObject_withWarn_isExported_andListed_andSetsTheExitCode() throws IOException {
        corruptTheObject();

        Exported exported =
                new Exported(temp.resolve("film.zip"), "zip", exportRun().exited(4));

        assertThat(exported.manifest().toString()).contains(oid());
        Path unpacked = Unpacker.UNZIP.unpack(exported.archive(), "zip", temp.resolve("unpacked"));
        assertThat(unpacked.resolve("film").resolve(project.folder().relativize(object)))
                .hasSameBinaryContentAs(object);
        Exec.in(unpacked).run("sha256sum", "--quiet", "-c", "SHA256SUMS").ok();
    }

    @Test
    void aCorruptObject_withFail_endsTheExport_andIsNamed() throws IOException {
        corruptTheObject();

        ToolRun run = exportRun("--missing-lfs", "fail").exited(1);

        assertThat(Messages.of(run)).contains(oid());
        assertThat(temp.resolve("film.zip")).doesNotExist();
        assertThat(temp.resolve(".film.zip.export")).doesNotExist();
    }

    @Test
    void aTruncatedObject_isCorrupt() throws IOException {
        Files.setAttribute(object, "unix:mode", 0644);
        try (var channel = Files.newByteChannel(object, StandardOpenOption.WRITE)) {
            channel.truncate(10);
        }

        assertThat(new Exported(temp.resolve("film.zip"), "zip", exportRun().exited(4))
                        .manifest()
                        .toString())
                .contains(oid());
    }

    @Test
    void pointers_withHistory_stayPointers() throws IOException {
        leaveThePointer();
        exportRun().ok();

        Path unpacked = Unpacker.UNZIP.unpack(temp.resolve("film.zip"), "zip", temp.resolve("unpacked"));

        assertThat(unpacked.resolve("film/take.mp4")).hasSameBinaryContentAs(media);
    }

    @Test
    void pointers_withoutHistory_areReplacedByTheirContent() throws IOException {
        leaveThePointer();
        Exported exported = new Exported(
                temp.resolve("film.zip"), "zip", exportRun("--no-history").ok());

        Path unpacked = Unpacker.UNZIP.unpack(exported.archive(), "zip", temp.resolve("unpacked"));

        assertThat(unpacked.resolve("film/take.mp4")).hasSameBinaryContentAs(object);
        assertThat(unpacked.resolve("film/other.mp4"))
                .hasSameBinaryContentAs(project.folder().resolve("other.mp4"));
        assertThat(unpacked.resolve("film/.git")).doesNotExist();
        assertThat(exported.manifest().at("/statistics/total_size_bytes").asLong())
                .isEqualTo(400_000 + Files.size(project.folder().resolve(".gitattributes")));
    }

    @Test
    void aPointerWithoutItsObject_withoutHistory_isMissing() throws IOException {
        leaveThePointer();
        Files.delete(object);

        ToolRun run = exportRun("--no-history").exited(4);

        assertThat(new Exported(temp.resolve("film.zip"), "zip", run).manifest().toString())
                .contains(oid());
        exportRun("--no-history", "--missing-lfs", "fail", "--force").exited(1);
    }
}
