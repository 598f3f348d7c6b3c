package org.projectexporter.lfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.SourceException;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/** Pointers in history whose objects are missing from the store. */
final class MissingObjectsTest {
    private static final String LOST = "a lost film\n";

    @TempDir
    Path temp;

    private LfsProject project;

    @BeforeEach
    void makeProject() throws IOException {
        Tools.require("git", "git-lfs");
        project = LfsProject.make(temp.resolve("film"));
    }

    /** A way in which {@code lost.mp4} with the content {@link #LOST} can be a part of the project. */
    record Way(String name, String... commands) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Way> ways() {
        String[] staged = {"add ."};
        return List.of(
                new Way("HEAD", "add .", "commit -qm x"),
                new Way("old commit", "add .", "commit -qm x", "rm -q lost.mp4", "commit -qm y"),
                new Way("packed", "add .", "commit -qm x", "gc -q"),
                new Way(
                        "branch",
                        "checkout -qb other",
                        "add .",
                        "commit -qm x",
                        "checkout -q main",
                        "reflog expire --all --expire=now"),
                new Way(
                        "annotated tag",
                        "add .",
                        "commit -qm x",
                        "tag -am x v1",
                        "reset -q --hard HEAD~",
                        "reflog expire --all --expire=now"),
                new Way(
                        "remote branch",
                        "add .",
                        "commit -qm x",
                        "update-ref refs/remotes/origin/x HEAD",
                        "reset -q --hard HEAD~",
                        "reflog expire --all --expire=now"),
                new Way(
                        "detached HEAD",
                        "checkout -q --detach",
                        "add .",
                        "commit -qm x",
                        "reflog expire --all --expire=now"),
                new Way("reflog alone", "add .", "commit -qm x", "reset -q --hard HEAD~"),
                new Way("stash", "add .", "stash push -q"),
                new Way("stash of an untracked file", "stash push -q -u"),
                new Way("older stash", "add .", "stash push -q", "rm -q story.txt", "stash push -q"),
                new Way("index alone", staged),
                new Way(
                        "unmerged index",
                        "add .",
                        "commit -qm x",
                        "checkout -q HEAD~ -b other",
                        "commit -q --allow-empty -m y",
                        "checkout -q main"));
    }

    private void makeLostBy(Way way) throws IOException {
        project.write("lost.mp4", LOST).run(way.commands);
        project.lose(LOST);
    }

    private static List<Finding> missing(RecordingPlanSink plan) {
        List<Finding> all = new ArrayList<>(plan.findings(Finding.Kind.OBJECT_MISSING));
        all.addAll(plan.findings(Finding.Kind.OLDER_OBJECT_MISSING));
        return all;
    }

    private static final Set<String> CHECKED_OUT =
            Set.of("HEAD", "packed", "detached HEAD", "index alone", "unmerged index");

    @ParameterizedTest
    @MethodSource("ways")
    void plan_ofALostObject_isUnexpectedOnlyIfTheFilesCheckedOutNeedIt(Way way) throws IOException {
        makeLostBy(way);
        boolean current = CHECKED_OUT.contains(way.name);

        assertThat(missing(project.plan()))
                .singleElement()
                .extracting(finding -> finding.kind().isUnexpected())
                .isEqualTo(current);
    }

    private static void assertLost(RecordingPlanSink plan, String path) throws IOException {
        assertThat(missing(plan)).singleElement().satisfies(finding -> {
            assertThat(finding.oid()).isEqualTo(LfsProject.oid(LOST));
            assertThat(finding.size()).isEqualTo(LOST.length());
            assertThat(finding.path()).hasToString(path);
        });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void plan_ofALostObject_reportsIt_howeverItIsReached(Way way) throws IOException {
        makeLostBy(way);

        assertLost(project.plan(), "film/lost.mp4");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void plan_ofACompleteStore_findsNothingMissing(Way way) throws IOException {
        project.write("lost.mp4", LOST).run(way.commands);

        assertThat(LfsProject.findings(project.plan())).isEmpty();
    }

    @Test
    void plan_ofAnObjectThatNothingReaches_findsNothingMissing() throws IOException {
        makeLostBy(new Way("", "add .", "commit -qm x", "reset -q --hard HEAD~", "reflog expire --all --expire=now"));

        assertThat(missing(project.plan())).isEmpty();
    }

    @Test
    void plan_ofALostObject_withFail_refusesWithAdvice() throws IOException {
        makeLostBy(new Way("", "add .", "commit -qm x"));

        assertThatThrownBy(() -> project.failing().plan())
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(LfsProject.oid(LOST))
                .hasMessageContaining(LOST.length() + " bytes")
                .hasMessageContaining("film/lost.mp4")
                .hasMessageContaining("git lfs fetch --all")
                .hasFieldOrPropertyWithValue("reason", Reason.CONTENT_MISSING)
                .hasMessageContaining("option missingLfs WARN")
                .hasMessageNotContaining("in all");
    }

    @Test
    void plan_ofManyLostObjects_withFail_countsThem() throws IOException {
        project.write("lost.mp4", LOST).write("b.mp4", "b").write("c.mp4", "c").run("add .");
        project.lose(LOST);
        project.lose("b");
        project.lose("c");

        assertThatThrownBy(() -> project.failing().plan()).hasMessageContaining("2 more (3 in all)");
    }

    @Test
    void plan_ofOneLostObjectWithManyPointers_reportsItOnce_byItsFirstPath() throws IOException {
        String crlf = LfsProject.pointer(LOST).replace("\n", "\r\n");
        project.write("b.bin", LfsProject.pointer(LOST)).write("a.bin", crlf).write("c.bin", "\n" + crlf);
        project.run("add .", "commit -qm x");

        assertLost(project.plan(), "film/a.bin");
    }

    @Test
    void plan_ofAnObjectThatCameTooLate_reportsIt() throws IOException {
        FakeSourceContext context = FakeSourceContext.of(project.folder());
        RecordingPlanSink plan = new RecordingPlanSink();
        try (ProjectSource source = new LfsSourceResolver().open(context)) {
            source.contribute(item(context, ".git/lfs"), plan);
            project.write("lost.mp4", LOST).run("add .");
            source.finish(plan);
        }

        assertLost(plan, "film/lost.mp4");
        assertThat(missing(plan).get(0).detail()).contains("only while the export was being planned");
    }

    private static SourceItem item(FakeSourceContext context, String path) throws IOException {
        Path file = context.projectFolder().resolve(path);
        return new SourceItem(file, RawPath.of(path), FileStat.read(file));
    }

    @Test
    void plan_ofASubmoduleThatIsNotCheckedOut_searchesItsStoreToo() throws IOException {
        LfsProject library = LfsProject.make(temp.resolve("library"));
        project.git().submodule("assets/looks", library.git());
        project.run("submodule deinit -q -f assets/looks");
        assertThat(project.file(".git/modules/assets/looks/lfs")).doesNotExist();

        assertThat(missing(project.plan()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.path()).asString().endsWith("/film.mp4"));
    }

    @Test
    void plan_withoutAnyStore_reportsAllObjects() throws IOException {
        project.write("lost.mp4", LOST).run("add .");
        deleteRecursively(project.file(".git/lfs"));

        assertThat(missing(project.plan()))
                .extracting(Finding::oid)
                .containsExactlyInAnyOrder(LfsProject.oid(LOST), LfsProject.oid("a film\n"));
    }

    /** SHA-256 concerns the ids of Git's objects; those of LFS are always SHA-256. */
    @Test
    void plan_ofARepositoryWithSha256Ids_reportsThem_howeverTheyAreReached() throws IOException {
        project = LfsProject.make(temp.resolve("sha256"), "--object-format=sha256");
        for (String take : List.of("committed", "reset away", "stashed", "staged")) {
            project.write("take.mp4", take).run("add .");
            switch (take) {
                case "committed" -> project.run("commit -qm x", "gc -q");
                case "reset away" -> project.run("commit -qm y", "reset -q --hard HEAD~");
                case "stashed" -> project.run("stash push -q");
                default -> {}
            }
        }
        assertThat(missing(project.plan())).isEmpty();
        for (String take : List.of("committed", "reset away", "stashed", "staged")) {
            project.lose(take);
        }

        assertThat(missing(project.plan()))
                .extracting(Finding::oid)
                .containsExactlyInAnyOrder(
                        LfsProject.oid("committed"),
                        LfsProject.oid("reset away"),
                        LfsProject.oid("stashed"),
                        LfsProject.oid("staged"));
        assertThat(missing(project.plan()))
                .allSatisfy(finding -> assertThat(finding.path()).hasToString("sha256/take.mp4"));
    }

    @Test
    void plan_ofAPartialClone_reportsThatPointersMayBeAbsent() throws IOException {
        project.write("lost.mp4", LOST).run("add .", "commit -qm x", "rm -q lost.mp4", "commit -qm y");
        project.run("config uploadpack.allowFilter true");
        Path clone = temp.resolve("clone");
        project.run("clone -q --no-local --filter=blob:none -c filter.lfs.smudge= -c filter.lfs.required=false file://"
                + project.folder() + " " + clone);

        RecordingPlanSink plan = LfsProject.at(clone).plan();

        assertThat(missing(plan)).extracting(Finding::oid).containsExactly(LfsProject.oid("a film\n"));
        assertThat(plan.findings(Finding.Kind.NOTE)).anyMatch(finding -> finding.detail()
                .contains("could not search for all Git LFS objects that it needs: it is a partial clone"));
    }

    @Test
    void plan_ofACloneWithoutObjects_reportsThem() throws IOException {
        Path clone = temp.resolve("clone");
        project.run("clone -q --no-local -c filter.lfs.smudge= -c filter.lfs.required=false . " + clone);

        RecordingPlanSink plan = LfsProject.at(clone).plan();

        assertThat(missing(plan)).singleElement().satisfies(finding -> assertThat(finding.path())
                .hasToString("clone/film.mp4"));
        assertThat(plan.content("clone/film.mp4")).isEqualTo(LfsProject.bytes(LfsProject.pointer("a film\n")));
    }

    @Test
    void plan_ofASubmodule_searchesItsOwnStore() throws IOException {
        LfsProject library = LfsProject.make(temp.resolve("library"));
        library.write("lost.mp4", LOST).run("add .", "commit -qm x");
        project.git().submodule("assets/looks", library.git());
        GitFixture.at(project.file("assets/looks")).git("lfs", "fetch", "--all");
        assertThat(missing(project.plan())).isEmpty();

        project.lose(".git/modules/assets/looks", LOST);

        assertLost(project.plan(), "film/assets/looks/lost.mp4");
    }

    @Test
    void plan_ofARepositoryInsideTheProject_searchesItsOwnStore() throws IOException {
        LfsProject inner = LfsProject.make(project.file("inner"));
        inner.write("lost.mp4", LOST).run("add .");
        inner.lose(LOST);

        assertLost(project.plan(), "film/inner/lost.mp4");
    }

    @Test
    void plan_ofPointersThatGitLfsDidNotWrite_countsThem() throws IOException {
        String pointer = LfsProject.pointer(LOST).replace("git-lfs.github.com", "hawser.github.com");
        project.write("lost.bin", pointer.replace("\n", "\r\n")).run("add .", "commit -qm x");

        assertLost(project.plan(), "film/lost.bin");
    }

    @Test
    void plan_ofAPointerToTheEmptyFile_missesNothing() throws IOException {
        project.write("empty.bin", LfsProject.pointer(""))
                .write("empty.mp4", "")
                .run("add .", "commit -qm x");

        assertThat(missing(project.plan())).isEmpty();
    }

    @Test
    void plan_withoutHistory_searchesNoHistory() throws IOException {
        makeLostBy(new Way("", "add .", "commit -qm x", "rm -q lost.mp4", "commit -qm y"));

        assertThat(missing(project.withoutHistory().plan())).isEmpty();
    }

    @Test
    void plan_whereReflogsNamePrunedHistory_reportsIt() throws IOException {
        project.run("commit -q --allow-empty -m x");
        String pruned = project.git().git("rev-parse", "HEAD");
        project.run("commit -q --allow-empty -m y", "reset -q --hard HEAD~2");
        Files.delete(project.file(".git/objects/" + pruned.substring(0, 2) + "/" + pruned.substring(2)));

        assertThat(LfsProject.findings(project.plan())).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.NOTE);
            assertThat(finding.detail()).contains("pruned");
        });
    }

    @Test
    void plan_changesNothingInTheProject() throws IOException {
        makeLostBy(new Way("", "add .", "commit -qm x"));
        TreeSnapshot before = TreeSnapshot.of(project.folder());

        project.plan();

        assertThat(TreeDiff.between(before, TreeSnapshot.of(project.folder()))
                        .withChangeTimes()
                        .differences())
                .isEmpty();
    }

    private static void deleteRecursively(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
