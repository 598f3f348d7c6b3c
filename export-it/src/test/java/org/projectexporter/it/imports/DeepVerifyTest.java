package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.VerifyResult;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.reseal.Resealed;

/** A deep verification finds what repositories lack in archives that are intact. */
@Tag("import")
class DeepVerifyTest extends DeepVerification {
    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void wholeRepository_isProven(String format) throws IOException {
        film.gc();
        film.file("more.txt", "more\n").commit("Loose objects");

        VerifyResult result = verify(export(format));

        assertThat(result.missing()).isEmpty();
        assertThat(result.ok()).isTrue();
        assertThat(result.repositories()).hasValue(1);
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void verification_thatIsNotDeep_provesNothing() throws IOException {
        removeObject(film.folder().resolve(".git"), id("HEAD:script.txt"));

        VerifyResult result = ProjectExporter.create().verify(export("tar"), RunSettings.defaults());

        assertThat(result.ok()).isTrue();
        assertThat(result.repositories()).isEqualTo(OptionalLong.empty());
    }

    @Test
    void blob_thatIsMissing_isNamedWithTheRefsThatNeedIt() throws IOException {
        assertThat(neededBy(id("HEAD:notes/day.txt")))
                .contains("refs/heads/main", "refs/stash")
                .doesNotContain("refs/heads/cut", "index");
    }

    @Test
    void tree_thatIsMissing_isNamed() throws IOException {
        assertThat(neededBy(id("cut^{tree}"))).contains("refs/heads/cut", "refs/heads/main");
    }

    @Test
    void commit_ofTheMiddle_isNamed_evenIfTheCommitGraphKnowsIt() throws IOException {
        film.git("commit-graph", "write", "--reachable");

        assertThat(neededBy(id("HEAD~1"))).contains("refs/heads/main").doesNotContain("refs/heads/cut");
    }

    @Test
    void object_thatOnlyTheIndexNeeds_isNamed() throws IOException {
        assertThat(neededBy(id(":notes/day.txt"))).containsExactly("index");
    }

    @Test
    void commit_ofAnOlderStash_isNamed() throws IOException {
        assertThat(neededBy(id("stash@{1}"))).containsExactly("logs/refs/stash");
    }

    @Test
    void commit_thatOnlyAReflogNeeds_isNamed() throws IOException {
        String second = id("cut");
        film.git("reset", "-q", "--hard", "cut");
        film.file("script.txt", "Dropped.\n").commit("Dropped");
        String dropped = id("HEAD");
        film.git("reset", "-q", "--hard", second);

        assertThat(neededBy(dropped)).containsExactly("logs/HEAD", "logs/refs/heads/main");
    }

    @Test
    void pack_thatWasReplacedByASmallerOne_lacksItsObjects() throws IOException {
        film.gc();
        Path packs = film.folder().resolve(".git/objects/pack");
        try (Stream<Path> files = Files.list(packs)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:mode", 0644);
                Files.delete(file);
            }
        }
        GitFixture other = copy(temp.resolve("other"));
        other.git("update-ref", "-d", "refs/stash");
        other.git("pack-refs", "--all");
        Exec.in(other.folder())
                .run("sh", "-c", "git rev-list --objects cut | git pack-objects -q " + packs + "/pack")
                .ok();

        VerifyResult result = verify(export("zip"));

        assertThat(result.problems()).isEmpty();
        assertThat(result.missing())
                .extracting(missing -> missing.neededBy().orElse(""))
                .contains("refs/heads/main", "refs/stash")
                .doesNotContain("refs/heads/cut");
    }

    @Test
    void submodule_nestedAndBareRepository_areProvenEachOnItsOwn() throws IOException {
        GitFixture looks = copy(temp.resolve("looks"));
        film.submodule("looks", looks);
        GitFixture nested = copy(film.folder().resolve("nested"));
        film.git("clone", "-q", "--bare", "--no-hardlinks", ".", "vault.git");
        Path whole = export("tar");
        assertThat(verify(whole).missing()).isEmpty();

        Path sealed = temp.resolve("sealed.zip");
        Resealed.of(whole)
                .remove("film/.git/modules/looks/" + objectFile(looks.git("rev-parse", "HEAD:script.txt")))
                .remove("film/nested/.git/" + objectFile(nested.git("rev-parse", "cut")))
                .remove("film/vault.git/" + objectFile(film.git("rev-parse", "cut^{tree}")))
                .write(sealed);
        VerifyResult result = verify(sealed);

        assertThat(result.repositories()).hasValue(4);
        assertThat(result.missing())
                .extracting(VerifyResult.Missing::repository)
                .containsOnly("film/.git/modules/looks", "film/nested/.git", "film/vault.git");
    }

    @Test
    void shallowClone_isWholeUpToItsBoundary() throws IOException {
        Path source = film.folder();
        Exec.in(temp).git("clone", "-q", "--depth", "2", "file://" + source, "shallow/film");
        film = GitFixture.at(temp.resolve("shallow/film"));

        VerifyResult result = verify(export("tar"));

        assertThat(result.ok()).isTrue();
        assertThat(result.notes()).singleElement().asString().contains("film/.git: a shallow clone");

        Files.delete(film.folder().resolve(".git/shallow"));
        deleteArchive();
        assertThat(verify(export("tar")).ok()).isFalse();
    }

    @Test
    void partialClone_mayLackWhatWasPromised_andNothingElse() throws IOException {
        Path source = film.folder();
        film.git("config", "uploadpack.allowFilter", "true");
        Exec.in(temp).git("clone", "-q", "--no-checkout", "--filter=blob:none", "file://" + source, "partial/film");
        film = GitFixture.at(temp.resolve("partial/film"));
        film.git("-c", "core.sparseCheckout=false", "read-tree", "HEAD"); // names blobs that are not there
        film.git("config", "user.name", "A");
        film.git("config", "user.email", "a@example.org");

        VerifyResult result = verify(export("tar"));

        assertThat(result.missing()).isEmpty();
        assertThat(result.notes()).singleElement().asString().contains("film/.git: a partial clone: 4 objects");

        String lost = inFilm("echo own | git hash-object -w --stdin");
        String tree = inFilm("printf '100644 blob %s\\town.txt\\n' " + lost + " | git mktree");
        String own = inFilm("git commit-tree -p HEAD -m Own " + tree);
        film.git("branch", "own", own);
        deleteArchive();
        assertThat(verify(export("tar")).ok()).isTrue();
        removeObject(film.folder().resolve(".git"), lost);
        deleteArchive();
        assertIsMissing(lost, verify(export("tar")));
        removeObject(film.folder().resolve(".git"), own);
        deleteArchive();
        assertIsMissing(own, verify(export("tar")));
    }

    private String inFilm(String command) throws IOException {
        return Exec.in(film.folder()).run("sh", "-c", command).ok().text().strip();
    }

    private static void assertIsMissing(String id, VerifyResult result) {
        assertThat(result.missing()).anySatisfy(missing -> {
            assertThat(missing.neededBy()).contains("refs/heads/own");
            assertThat(missing.objects()).containsExactly(id);
        });
    }

    @Test
    void sha256Ids_areFollowed() throws IOException {
        film = filled(GitFixture.init(temp.resolve("sha256/film"), "--object-format=sha256"));
        assertThat(verify(export("tar")).ok()).isTrue();
        deleteArchive();

        assertThat(neededBy(id("HEAD:notes/day.txt"))).contains("refs/heads/main");
    }

    @Test
    void reftables_areFollowed() throws IOException {
        assumeTrue(Exec.in(temp)
                        .run("git", "init", "-q", "--ref-format=reftable", "probe")
                        .exitCode()
                == 0);
        film = filled(GitFixture.init(temp.resolve("reftable/film"), "--ref-format=reftable"));
        assertThat(verify(export("tar")).ok()).isTrue();
        deleteArchive();

        assertThat(neededBy(id("stash@{1}"))).containsExactly("logs/refs/stash");
    }

    @Test
    void commandLine_namesWhatIsMissing_andExitsWith4() throws IOException {
        String lost = id("HEAD:notes/day.txt");
        removeObject(film.folder().resolve(".git"), lost);
        String archive = export("zip").toString();
        CommandLine program = CommandLine.in(temp);

        ToolRun text = program.run("verify", "--deep", "--scratch", scratch.toString(), archive);
        ToolRun json = program.run("verify", "--deep", "--json", archive);

        assertThat(text.exitCode()).isEqualTo(4);
        assertThat(text.text())
                .contains("\nmissing   film/.git, refs/heads/main: object " + lost + " is not in the archive\n")
                .contains("\nresult    INCOMPLETE: every byte is unchanged");
        assertThat(scratch).isEmptyDirectory();
        assertThat(json.exitCode()).isEqualTo(4);
        JsonNode result = new ObjectMapper().readTree(json.text());
        assertThat(result.path("ok").booleanValue()).isFalse();
        assertThat(result.path("repositories").longValue()).isEqualTo(1);
        JsonNode missing = result.path("missing").get(0);
        assertThat(missing.path("repository").textValue()).isEqualTo("film/.git");
        assertThat(missing.path("needed_by").textValue()).isEqualTo("refs/heads/main");
        assertThat(missing.path("count").longValue()).isEqualTo(1);
        assertThat(missing.path("objects")).extracting(JsonNode::textValue).containsExactly(lost);
    }

    @Test
    void commandLine_withoutGit_doesNotClaimAProof() throws IOException {
        ToolRun run = CommandLine.in(temp)
                .with("PATH", scratch.toString())
                .run("verify", "--deep", export("tar").toString());

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.text()).contains("film/.git: whether it is whole is not known: there is no git on the PATH");
    }
}
