package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.projectexporter.ExportException;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOptions.LfsMedia;
import org.projectexporter.ExportRequest;
import org.projectexporter.ImportLimits;
import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.ProjectImporter;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.RunSettings;
import org.projectexporter.VerifyResult;
import org.projectexporter.it.program.OnceProject;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.reseal.Resealed;

/** An import of an archive that has its media once restores the stores; false claims about them are refused. */
@Tag("import")
class MediaOnceImportTest {
    @TempDir
    static Path shared;

    private static GitFixture film;

    @TempDir
    Path temp;

    @BeforeAll
    static void exportAll() throws IOException {
        Tools.require("git", "git-lfs");
        film = OnceProject.make(shared).repository();
        Files.setAttribute(film.lfsObjectOf("small.mp4"), "unix:mode", 0440);
        for (String format : List.of("zip", "tar", "tar.gz", "tar.zst")) {
            export("once", format, LfsMedia.ONCE);
            export("both", format, LfsMedia.BOTH);
        }
    }

    private static void export(String folder, String format, LfsMedia media) throws IOException {
        Path target = Files.createDirectories(shared.resolve(folder)).resolve("film." + format);
        ExportOptions options =
                ExportOptions.builder().format(format).lfsMedia(media).build();
        ProjectExporter.create()
                .export(
                        ExportRequest.builder(film.folder(), target)
                                .options(options)
                                .build(),
                        ProgressListener.NONE);
    }

    private ImportResult run(Path archive, String name) throws IOException {
        return ProjectImporter.create()
                .importProject(
                        ImportRequest.builder(archive, temp.resolve(name)).build(), ProgressListener.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void importProject_givesTheSameTree_asAnArchiveThatHasEverything(String format) throws IOException {
        ImportResult once = run(shared.resolve("once/film." + format), "once");
        ImportResult both = run(shared.resolve("both/film." + format), "both");

        assertThat(TreeDiff.between(both.folder(), once.folder())
                        .precision(format.equals("zip") ? TreeDiff.Precision.HUNDRED_NS : TreeDiff.Precision.NS)
                        .ignoring(".git/hooks") // of Git LFS, made by the import
                        .ignoring(".git/modules/looks/hooks")
                        .ignoring(".git/index") // both have the times at which their files were unpacked
                        .ignoring(".git/modules/looks/index")
                        .differences())
                .isEmpty();
        assertThat(once.files()).isEqualTo(both.files());
        assertThat(once.bytes()).isEqualTo(both.bytes());
        assertThat(once.lfsObjects()).isEqualTo(both.lfsObjects()).isEqualTo(11);
        assertThat(once.notes()).isEqualTo(both.notes());
        assertThat(once.metadata().resolve("RESTORE-LFS.sh")).doesNotExist();
        GitFixture imported = GitFixture.at(once.folder());
        assertThat(imported.git("status", "--porcelain=v2")).isEqualTo(film.git("status", "--porcelain=v2"));
        imported.git("lfs", "fsck");
        imported.git("-C", "looks", "lfs", "fsck");
    }

    @Test
    void dryRun_andVerification_acceptIt() throws IOException {
        Path archive = shared.resolve("once/film.tar");

        ImportResult dry = ProjectImporter.create()
                .importProject(
                        ImportRequest.builder(archive, temp.resolve("film"))
                                .dryRun(true)
                                .build(),
                        ProgressListener.NONE);

        assertThat(dry.lfsObjects()).isEqualTo(11);
        assertThat(temp.resolve("film")).doesNotExist();
        assertThat(ProjectExporter.create()
                        .verifyDeep(archive, ImportLimits.defaults(), RunSettings.defaults())
                        .problems())
                .isEmpty();
    }

    /** A project packed again by another program, with the script before everything else. */
    @Test
    void anArchive_thatAnotherProgramPackedAgain_isImportedToo() throws IOException {
        Tools.require("tar");
        Path unpacked = Files.createDirectories(temp.resolve("unpacked"));
        Exec.in(unpacked)
                .run("tar", "-xpf", shared.resolve("once/film.tar").toString())
                .ok();
        Exec.in(unpacked)
                .run("tar", "-cf", "../again.tar", "RESTORE-LFS.sh", "film", "SHA256SUMS", "export-manifest.json")
                .ok();

        ImportResult result = run(temp.resolve("again.tar"), "film");

        assertThat(result.lfsObjects()).isEqualTo(11);
        GitFixture.at(result.folder()).git("lfs", "fsck");
    }

    /** Claims that are not true, one at a time. */
    private enum Claim {
        PATH_OUTSIDE(object -> object.put("path", "film/../../../etc/passwd")),
        PATH_ABSENT(object -> object.put("path", "film/absent.mp4")),
        PATH_OF_A_FOLDER(object -> object.put("path", "film/scenes")),
        PATH_OF_A_LINK(object -> object.put("path", "film/link.mp4")),
        PATH_IN_A_GIT_FOLDER(object -> object.put("path", "film/.git/HEAD")),
        PATH_OF_OTHER_CONTENT(object -> object.put("path", "film/note.txt")),
        PATH_OF_OTHER_CONTENT_OF_THIS_SIZE(object -> object.put("path", "film/equal.txt")),
        OTHER_SIZE(object -> object.put("size", 7)),
        OTHER_OID(object -> object.put("oid", "ab".repeat(32))),
        OBJECT_IN_THE_TREE(object -> object.put("object", "film/x/lfs/objects/" + fanOut(object))),
        OBJECT_IS_A_HOOK(object -> object.put("object", "film/.git/hooks/post-checkout")),
        OBJECT_OUTSIDE(object -> object.put("object", "film/.git/../../lfs/objects/" + fanOut(object))),
        OBJECT_OF_ANOTHER_NAME(object -> object.put("object", "film/.git/lfs/objects/ab/ab/" + "ab".repeat(32))),
        OBJECT_THERE_ALREADY(object -> object.put("object", "film/there")),
        OBJECT_WITHOUT_FOLDER(object -> object.put("object", "film/.git/modules/none/lfs/objects/" + fanOut(object)));

        private final Consumer<ObjectNode> change;

        Claim(Consumer<ObjectNode> change) {
            this.change = change;
        }

        private static String fanOut(ObjectNode object) {
            String oid = object.path("oid").asText();
            return oid.substring(0, 2) + "/" + oid.substring(2, 4) + "/" + oid;
        }
    }

    private static ObjectNode small(ObjectNode manifest) {
        for (var object : manifest.withArray("lfs_from_tree")) {
            if (object.path("path").asText().equals("film/small.mp4")) {
                return (ObjectNode) object;
            }
        }
        throw new IllegalStateException("not there");
    }

    private static Resealed hostile() throws IOException {
        return Resealed.of(shared.resolve("once/film.tar"))
                .link("film/link.mp4", "small.mp4")
                .file("film/equal.txt", "SMALL\n");
    }

    private void assertRefused(Path archive, String reason) throws IOException {
        VerifyResult verified = ProjectExporter.create().verify(archive, RunSettings.defaults());
        assertThat(verified.problems()).extracting(Object::toString).anyMatch(problem -> problem.contains(reason));
        assertThatThrownBy(() -> run(archive, "imported"))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("nothing was imported");
        assertThatThrownBy(() -> ProjectImporter.create()
                        .importProject(
                                ImportRequest.builder(archive, temp.resolve("dry"))
                                        .dryRun(true)
                                        .build(),
                                ProgressListener.NONE))
                .isInstanceOf(ExportException.class);
        assertThat(ProjectExporter.create()
                        .verifyDeep(archive, ImportLimits.defaults(), RunSettings.defaults())
                        .ok())
                .isFalse();
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left.filter(file -> !file.getFileName().toString().startsWith("hostile.")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFalseClaim_isFound_andNothingIsImported(Claim claim) throws IOException {
        Path archive = temp.resolve("hostile.tar");
        Resealed changed = hostile();
        if (claim == Claim.OBJECT_THERE_ALREADY) {
            changed.file(
                    "film/" + film.folder().relativize(film.lfsObjectOf("small.mp4")),
                    changed.content("film/small.mp4"));
            changed.write(archive);
        } else {
            changed.manifest(json -> claim.change.accept(small(json))).write(archive);
        }

        assertRefused(archive, "the manifest lists it among lfs_from_tree, ");
    }

    @Test
    void aClaim_thatIsMadeTwice_isFound() throws IOException {
        Path archive = temp.resolve("hostile.tar");
        hostile()
                .manifest(
                        json -> json.withArray("lfs_from_tree").add(small(json).deepCopy()))
                .write(archive);

        assertRefused(archive, "twice");
    }

    @Test
    void thousandsOfFalseClaims_areFound() throws IOException {
        Path archive = temp.resolve("hostile.tar");
        hostile()
                .manifest(json -> {
                    ArrayNode list = json.withArray("lfs_from_tree");
                    ObjectNode small = small(json);
                    for (int i = 0; i < 20_000; i++) {
                        list.add(small.deepCopy().put("path", "film/absent" + i));
                    }
                })
                .write(archive);

        assertRefused(archive, "lfs_from_tree");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.9"})
    void aList_inAManifestWhoseVersionHasNone_isFound(String version) throws IOException {
        Path archive = temp.resolve("hostile.tar");
        hostile().manifest(json -> json.put("export_version", version)).write(archive);

        assertRefused(archive, "version or totals");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#!/bin/sh\ntouch harm\n", "missing"})
    void anotherScript_isFound_beforeAnyoneRunsIt(String script) throws IOException {
        Path archive = temp.resolve("hostile.tar");
        hostile().script(script.equals("missing") ? null : script).write(archive);

        assertRefused(archive, "not the script that follows from the manifest");
    }

    /** One file for many stores: what is restored counts as well. */
    @Test
    void whatIsRestored_countsForTheLimits() throws IOException {
        Path archive = shared.resolve("once/film.zip");
        long bytes = ProjectExporter.create().describe(archive).bytes();
        ImportRequest request = ImportRequest.builder(archive, temp.resolve("film"))
                .limits(ImportLimits.builder().bytes(bytes + 100_000).build())
                .build();

        assertThatThrownBy(() -> ProjectImporter.create().importProject(request, ProgressListener.NONE))
                .isInstanceOf(RefusedArchiveException.class)
                .hasMessageContaining("limit bytes");
        assertThat(temp.resolve("film")).doesNotExist();
    }
}
