package org.projectexporter.lfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.projectexporter.SourceException;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.StorageHint;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.AwkwardFiles;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

/** What is exported of an {@code lfs} folder, and how. */
final class StoreWalkTest {
    private static final String STORE = "film/.git/lfs/";

    @TempDir
    Path temp;

    private LfsProject project;

    @BeforeEach
    void makeProject() throws IOException {
        Tools.require("git", "git-lfs");
        project = LfsProject.make(temp.resolve("film"));
    }

    private static List<PlannedEntry> objects(RecordingPlanSink plan) {
        return plan.entries().stream()
                .filter(entry -> entry.role().isLargeObject())
                .toList();
    }

    private static String path(String content) throws IOException {
        String oid = LfsProject.oid(content);
        return "objects/" + oid.substring(0, 2) + "/" + oid.substring(2, 4) + "/" + oid;
    }

    @Test
    void objects_ofEveryVersion_areExportedWithAChecksumOfTheirNames() throws IOException {
        project.write("film.mp4", "second cut\n").run("add .", "commit -qm cut");

        RecordingPlanSink plan = project.plan();

        assertThat(objects(plan))
                .extracting(entry -> entry.path().toString())
                .containsExactlyInAnyOrder(STORE + path("a film\n"), STORE + path("second cut\n"));
        PlannedEntry cut = plan.entry(STORE + path("second cut\n"));
        assertThat(cut.check()).isEqualTo(new ContentCheck(LfsProject.oid("second cut\n"), false));
        assertThat(cut.size()).isEqualTo(11);
        assertThat(cut.storage()).isEqualTo(StorageHint.AUTO);
        assertThat(cut.content()).isInstanceOf(Content.OfFile.class);
        FileStat stat = FileStat.read(project.file(".git/lfs/" + path("second cut\n")));
        assertThat(cut.mtime()).isEqualTo(stat.mtime());
        assertThat(cut.mode()).isEqualTo(stat.mode());
        assertThat(plan.content(STORE + path("second cut\n"))).isEqualTo(LfsProject.bytes("second cut\n"));
        assertThat(objects(plan)).hasSize(2);
        assertThat(objects(plan)).extracting(PlannedEntry::size).containsExactlyInAnyOrder(7L, 11L);
        assertThat(LfsProject.findings(plan)).isEmpty();
    }

    @Test
    void objects_whereMissingOnesFail_getAFatalCheck() throws IOException {
        assertThat(objects(project.failing().plan())).isNotEmpty().allSatisfy(entry -> assertThat(entry.check())
                .isNotNull()
                .satisfies(check -> assertThat(check.fatal()).isTrue()));
    }

    @Test
    void anObject_thatIsCorrupt_isExportedWithTheCheckThatFindsIt() throws IOException {
        Files.writeString(project.git().lfsObject(LfsProject.oid("a film\n")), "cut sh");

        PlannedEntry object = project.plan().entry(STORE + path("a film\n"));

        assertThat(object.size()).isEqualTo(6);
        assertThat(object.check()).isEqualTo(new ContentCheck(LfsProject.oid("a film\n"), false));
    }

    @Test
    void folders_areExportedWithTheirTimesAndModes_emptyOnesToo() throws IOException {
        Path empty = Files.createDirectories(project.file(".git/lfs/objects/00/11"));
        AwkwardFiles.setTimes(project.folder());

        PlannedEntry entry = project.plan().entry(STORE + "objects/00/11");

        assertThat(entry.type()).isEqualTo(EntryType.DIRECTORY);
        assertThat(entry.role()).isEqualTo(EntryRole.REPOSITORY);
        assertThat(entry.mtime()).isEqualTo(FileStat.read(empty).mtime());
    }

    @Test
    void unfinishedWork_isLeftOut_andListedIfThereIsAny() throws IOException {
        project.write(".git/lfs/tmp/objects/ab/part", "half a film").write(".git/lfs/logs/crash.log", "token");
        Files.createDirectories(project.file(".git/lfs/incomplete/empty"));

        RecordingPlanSink plan = project.plan();

        assertThat(plan.paths()).noneMatch(path -> path.matches(".*/lfs/(tmp|logs|incomplete|cache)(/.*)?"));
        assertThat(LfsProject.findings(plan))
                .extracting(finding -> String.valueOf(finding.path()))
                .containsExactly(STORE + "logs", STORE + "tmp");
    }

    @Test
    void locksAndCredentials_areLeftOut_andListed() throws IOException {
        project.write(".git/lfs/a.lock", "pid").write(".git/lfs/objects/credentials", "token");

        RecordingPlanSink plan = project.plan();

        assertThat(plan.has(STORE + "a.lock")).isFalse();
        assertThat(plan.has(STORE + "objects/credentials")).isFalse();
        assertThat(LfsProject.findings(plan))
                .extracting(finding -> String.valueOf(finding.path()))
                .containsExactlyInAnyOrder(STORE + "a.lock", STORE + "objects/credentials");
    }

    @Test
    void foldersOfThoseNames_deeperInTheStore_areExported() throws IOException {
        project.write(".git/lfs/objects/tmp/note", "kept");

        assertThat(project.plan().content(STORE + "objects/tmp/note")).isEqualTo(LfsProject.bytes("kept"));
    }

    @Test
    void otherFiles_areExportedAsTheyWereWhilePlanning() throws IOException {
        project.write(".git/lfs/lockcache.db", "locks");

        RecordingPlanSink plan = project.plan();
        project.write(".git/lfs/lockcache.db", "changed");

        assertThat(plan.entry(STORE + "lockcache.db").role()).isEqualTo(EntryRole.REPOSITORY);
        assertThat(plan.entry(STORE + "lockcache.db").check()).isNull();
        assertThat(plan.content(STORE + "lockcache.db")).isEqualTo(LfsProject.bytes("locks"));
    }

    @Test
    void otherFiles_thatAreLarge_areReadDuringTheExport() throws IOException {
        project.git().file(".git/lfs/bad/large", new byte[(1 << 20) + 1]);

        PlannedEntry large = project.plan().entry(STORE + "bad/large");

        assertThat(large.content()).isInstanceOf(Content.OfFile.class);
        assertThat(large.size()).isEqualTo((1 << 20) + 1);
    }

    @Test
    void filesWithBadNames_amongTheObjects_areExportedUnchecked() throws IOException {
        String oid = LfsProject.oid("a film\n");
        List<String> odd = List.of("objects/README", "objects/00/11/" + oid, "objects/" + oid);
        for (String path : odd) {
            project.write(".git/lfs/" + path, "odd");
        }

        RecordingPlanSink plan = project.plan();

        for (String path : odd) {
            assertThat(plan.entry(STORE + path).role()).isEqualTo(EntryRole.REPOSITORY);
            assertThat(plan.entry(STORE + path).check()).isNull();
            assertThat(plan.content(STORE + path)).isEqualTo(LfsProject.bytes("odd"));
        }
        assertThat(objects(plan)).hasSize(1);
    }

    @Test
    void aFolderOfTheStore_thatIsALinkOutOfTheProject_isNotFollowedWithoutConsent() throws IOException {
        Path outside = Files.createDirectories(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(project.file(".git/lfs/objects/zz"), outside);

        assertRefused("objects/zz");
    }

    @Test
    void anObject_thatIsALinkOutOfTheProject_isNotFollowedWithoutConsent() throws IOException {
        Path object = project.git().lfsObject(LfsProject.oid("a film\n"));
        Files.move(object, temp.resolve("moved"));
        Files.createSymbolicLink(object, temp.resolve("moved"));

        assertRefused("objects/");
    }

    private void assertRefused(String link) {
        assertThatThrownBy(() -> project.plan())
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(STORE + link)
                .hasMessageContaining("option dependencyRoots");
    }

    @Test
    void anObject_thatIsALinkIntoTheProject_isTaken() throws IOException {
        Path object = project.git().lfsObject(LfsProject.oid("a film\n"));
        Files.move(object, project.file("moved"));
        Files.createSymbolicLink(object, project.file("moved"));

        RecordingPlanSink plan = project.plan();

        assertThat(objects(plan)).hasSize(1);
        assertThat(plan.findings(Finding.Kind.OBJECT_MISSING)).isEmpty();
    }

    @Test
    void aFifo_isListedAndNotOpened() throws IOException {
        AwkwardFiles.addFifo(project.file(".git/lfs/objects"), "pipe");

        RecordingPlanSink plan = project.plan();

        assertThat(plan.has(STORE + "objects/pipe")).isFalse();
        assertThat(plan.findings(Finding.Kind.SPECIAL_FILE))
                .singleElement()
                .satisfies(finding -> assertThat(finding.path()).hasToString(STORE + "objects/pipe"));
    }

    @Test
    void aFolderLfs_inTheWorkingTree_isAnOrdinaryFolder() throws IOException {
        project.write("lfs/" + path("x"), "x").write("modules/lfs/" + path("x"), "x");
        project.write("lfs/tmp/kept", "kept").write("modules/lfs/HEAD", "kept");

        RecordingPlanSink plan = project.plan();

        assertThat(Stream.of("lfs/tmp/kept", "lfs/" + path("x"), "modules/lfs/" + path("x")))
                .allSatisfy(
                        path -> assertThat(plan.entry("film/" + path).role()).isEqualTo(EntryRole.WORKING_TREE));
    }

    private Map<String, EntryRole> roles(String... contents) throws IOException {
        RecordingPlanSink plan = project.plan();
        Map<String, EntryRole> roles = new TreeMap<>();
        for (String content : contents) {
            roles.put(content.strip(), plan.entry(STORE + path(content)).role());
        }
        return roles;
    }

    @Test
    void objectsThatTheIndexPointsTo_areTheCurrentOnes_allOthersAreOlder() throws IOException {
        project.write("film.mp4", "second cut\n").run("add .", "commit -qm cut");
        project.run("checkout -qb ending").write("film.mp4", "another end\n").run("commit -qam end");
        project.run("checkout -q main").write("staged.mp4", "staged\n").run("add .");

        assertThat(roles("a film\n", "second cut\n", "another end\n", "staged\n"))
                .containsExactly(
                        Map.entry("a film", EntryRole.OLDER_LARGE_OBJECT),
                        Map.entry("another end", EntryRole.OLDER_LARGE_OBJECT),
                        Map.entry("second cut", EntryRole.LARGE_OBJECT),
                        Map.entry("staged", EntryRole.LARGE_OBJECT));
    }

    @Test
    void objectsOfARepositoryWithoutAnIndex_areAllOlder() throws IOException {
        Files.delete(project.file(".git/index"));
        assertThat(roles("a film\n")).containsExactly(Map.entry("a film", EntryRole.OLDER_LARGE_OBJECT));
    }

    @Test
    void objectWithAnotherSizeThanItsPointer_isNotCurrent() throws IOException {
        Files.writeString(project.file(".git/lfs/" + path("a film\n")), "cut");
        assertThat(roles("a film\n")).containsExactly(Map.entry("a film", EntryRole.OLDER_LARGE_OBJECT));
    }

    @Test
    void storesOfSubmodules_areExported_whateverTheNames() throws IOException {
        GitFixture library = LfsProject.make(temp.resolve("library")).git();
        for (String name : List.of("looks", "assets/sound", "lfs")) {
            project.git().submodule(name, library);
            GitFixture.at(project.file(name)).git("lfs", "fetch", "--all");
        }

        RecordingPlanSink plan = project.plan();

        for (String name : List.of("looks", "assets/sound", "lfs")) {
            PlannedEntry object = plan.entry("film/.git/modules/" + name + "/lfs/" + path("a film\n"));
            assertThat(object.role()).isEqualTo(EntryRole.LARGE_OBJECT); // checked out
        }
        assertThat(plan.entry("film/.git/modules/lfs/HEAD").role()).isEqualTo(EntryRole.REPOSITORY);
        assertThat(objects(plan)).hasSize(4);
    }
}
