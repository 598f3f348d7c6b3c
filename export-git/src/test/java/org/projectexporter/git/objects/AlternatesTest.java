package org.projectexporter.git.objects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.git.GitSourceResolver;
import org.projectexporter.git.restore.Restored;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.PlanWalk;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Object stores that a repository borrows from. */
final class AlternatesTest {
    @TempDir
    Path temp;

    private static List<String> entries(String text) {
        return Alternates.entries(text.getBytes(StandardCharsets.ISO_8859_1)).stream()
                .map(RawPath::toString)
                .toList();
    }

    @Test
    void entries_areLines_withoutCommentsAndQuotes() {
        assertThat(entries("/a\n# no\n\n../b c\n\"/d\\\"\\156\\t\"\n/e"))
                .containsExactly("/a", "../b c", "/d\"n\t", "/e");
    }

    @Test
    void entries_thatAreQuotedWrongly_areUsedLiterally() {
        assertThat(entries("\"/a\n\"/b\\q\"\n\"/c\\400\"\n")).containsExactly("\"/a", "\"/b\\q\"", "\"/c\\400\"");
    }

    private Path store(String name, String... alternates) throws IOException {
        Path info = Files.createDirectories(temp.resolve(name).resolve("info"));
        Files.write(info.resolve("alternates"), List.of(alternates));
        return temp.resolve(name).toRealPath();
    }

    private List<String> of(Path objects) throws IOException {
        return Alternates.of(objects, FakeSourceContext.of(temp), "film/.git").stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    @Test
    void of_aChainWithACircle_isEachStoreOnce_inTheOrderOfGit() throws IOException {
        Path first = store("first", "../second", temp.resolve("third").toString());
        store("second", "../fourth", "../first", "../second");
        store("third", "../fourth/");
        store("fourth");

        assertThat(of(first)).containsExactly("second", "fourth", "third");
    }

    @Test
    void of_aChainThatIsTooDeepForGit_endsWhereGitEnds() throws IOException {
        for (int i = 0; i < 9; i++) {
            store("s" + i, "../s" + (i + 1));
        }
        store("s9");

        assertThat(of(temp.resolve("s0"))).containsExactly("s1", "s2", "s3", "s4", "s5", "s6");
    }

    @Test
    void of_aStoreThatIsMissing_hasTheOthers() throws IOException {
        store("second");

        assertThat(of(store("first", "../gone", "../second"))).containsExactly("second");
    }

    /** Other files next to objects, in a folder that is declared to be a store, must not be exported. */
    @Test
    void plan_hasOnlyObjectsFromElsewhere_andEachOnce() throws IOException {
        GitFixture lender =
                GitFixture.init(temp.resolve("lender")).file("a.txt", "a\n").commit("First");
        lender.git("repack", "-q", "-a", "-d", "--write-bitmap-index");
        lender.file("b.txt", "b\n").commit("Loose");
        Path objects = lender.folder().resolve(".git/objects");
        for (String canary : List.of("secret", "aa/secret", "pack/secret.pack", "info/secret", "pack/pack-1.idx")) {
            Files.createDirectories(objects.resolve(canary).getParent());
            Files.writeString(objects.resolve(canary), "CANARY");
        }
        Exec.in(temp).git("clone", "-q", "--shared", lender.folder().toString(), "film");
        GitFixture film = GitFixture.at(temp.resolve("film"));
        film.git("repack", "-q", "-a", "-d");
        FakeSourceContext context = FakeSourceContext.of(film.folder()).allowingRepositoryFolders();

        RecordingPlanSink plan = PlanWalk.of(context, new GitSourceResolver());

        assertThat(plan.paths())
                .noneMatch(path -> path.contains("secret") || path.contains("pack-1."))
                .noneMatch(path -> path.endsWith("/alternates") || path.endsWith(".bitmap"));
        assertThat(plan.findings(Finding.Kind.LEFT_OUT))
                .anyMatch(finding -> String.valueOf(finding.path()).endsWith("film/.git/objects/info/alternates"));
        assertThat(context.outside()).containsOnly(objects.toRealPath());
        plan.materialise(temp.resolve("restored"));
        Restored.fsck(temp.resolve("restored/film"));
        assertThat(plan.commits()).hasValue(2);
    }

    @Test
    void plan_ofBorrowedObjectsWithLongIds_isComplete() throws IOException {
        GitFixture lender = GitFixture.init(temp.resolve("lender"), "--object-format=sha256")
                .file("a.txt", "a\n")
                .commit("First")
                .file("b.txt", "b\n")
                .gc()
                .commit("Second");
        GitFixture film = sharing(lender, "film").commit("Third");

        RecordingPlanSink plan =
                PlanWalk.of(FakeSourceContext.of(film.folder()).allowingRepositoryFolders(), new GitSourceResolver());

        assertThat(plan.commits()).hasValue(3);
        plan.materialise(temp.resolve("restored"));
        Restored.fsck(temp.resolve("restored/film"));
    }

    /** Paths relative to the folder of objects, with a comment, quoted, and in a circle. */
    @Test
    void plan_ofAChainOfRelativePaths_isComplete() throws IOException {
        GitFixture first =
                GitFixture.init(temp.resolve("first")).file("a.txt", "a\n").commit("First");
        GitFixture second = sharing(first, "sec\"ond").file("b.txt", "b\n").commit("Second");
        GitFixture film = sharing(second, "film").file("c.txt", "c\n").commit("Third");
        borrow(first, "../../../film/.git/objects\n");
        borrow(second, "../../../first/.git/objects\n");
        borrow(film, "# borrowed\n\n\"../../../sec\\\"\\157nd/.git/objects\"\n");
        assertThat(film.git("log", "--format=%s")).isEqualTo("Third\nSecond\nFirst");

        RecordingPlanSink plan =
                PlanWalk.of(FakeSourceContext.of(film.folder()).allowingRepositoryFolders(), new GitSourceResolver());

        plan.materialise(temp.resolve("restored"));
        Restored.fsck(temp.resolve("restored/film"));
        assertThat(Restored.answers(temp.resolve("restored/film"))).isEqualTo(Restored.answers(film.folder()));
    }

    private GitFixture sharing(GitFixture lender, String name) throws IOException {
        Exec.in(temp).git("clone", "-q", "--shared", lender.folder().toString(), name);
        return GitFixture.at(temp.resolve(name));
    }

    private static void borrow(GitFixture repository, String alternates) throws IOException {
        Files.writeString(repository.folder().resolve(".git/objects/info/alternates"), alternates);
    }
}
