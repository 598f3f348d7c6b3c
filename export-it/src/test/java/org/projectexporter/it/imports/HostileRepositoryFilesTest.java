package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ImportNote;
import org.projectexporter.ImportResult;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Files and names in repositories that would make Git run, read or write something else. */
class HostileRepositoryFilesTest {
    @TempDir
    static Path temp;

    private static GitDoors doors;

    @BeforeAll
    static void export() throws IOException {
        doors = GitDoors.in(temp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Config",
                "config.",
                "config ",
                "config::$DATA",
                "CONFIG~1",
                "conf\u200cig",
                "CONFIG.WORKTREE",
                "Hooks/post-checkout",
                "HOOKS~1/post-checkout",
                "hooks\\post-checkout",
                "CommonDir",
                "GitDir",
                "WorkTrees/x/gitdir",
                "modules\\looks\\hooks\\post-checkout",
                "MODULE~1/looks/config",
                "Objects/info/alternates",
                "objects/Info/alternates",
                "objects/info/ALTERNATES",
                "objects/info/http-alternates.",
                "objects/pack/Multi-Pack-Index",
                "Head",
                "INDEX",
                "SharedIndex.0123",
                "Packed-Refs",
                "Refs/heads/x",
                "merge_rr"
            })
    void nameThatSomeFileSystemTakesForAPart_isRefused(String name) {
        for (String repository : new String[] {"film/.git/", "film/.git/modules/looks/", "film/vault.git/"}) {
            RefusedName.of(name, repository).assertRefused(doors);
        }
    }

    /** A refusal names the first wrong name of a path. */
    private record RefusedName(String path, String refused) {
        static RefusedName of(String name, String repository) {
            String[] names = name.split("/");
            String at = repository.substring(0, repository.length() - 1);
            for (String one : names) {
                at += "/" + one;
                boolean exact = one.equals("objects") || one.equals("info") || one.equals("pack");
                if (!exact) {
                    break;
                }
            }
            return new RefusedName(repository + name, at);
        }

        void assertRefused(GitDoors doors) {
            doors.assertRefused(archive -> archive.file(path, "x\n"), ArchiveDefect.GIT_LOOKALIKE, refused);
        }
    }

    /** Names of branches, submodules and other people's files. */
    @Test
    void namesThatMeanNothingToGitWhereTheyAre_comeIn() throws IOException {
        String head =
                Exec.in(temp.resolve("made/film")).git("rev-parse", "HEAD").text();
        ImportResult result = doors.assertHarmless(archive -> archive.file("film/.git/refs/heads/Config", head)
                .file("film/.git/refs/heads/HOOKS/x", head)
                .file("film/.git/refs/heads/config", head)
                .file(
                        "film/.git/modules/looks/refs/heads/config",
                        archive.content("film/.git/modules/looks/refs/heads/main"))
                .file(
                        "film/.git/modules/looks/refs/heads/HEAD",
                        archive.content("film/.git/modules/looks/refs/heads/main"))
                .file("film/.git/config.bak", "x")
                .file("film/Config/index", "x")
                .file("film/Hooks/HEAD", "HEAD")
                .folder("film/Objects")
                .folder("film/refs"));

        assertThat(result.notes()).extracting(ImportNote::kind).containsOnly(ImportNote.Kind.LEADS_OUT);
        assertThat(GitFixture.at(result.folder())
                        .git("branch", "--format=%(refname:short)")
                        .lines())
                .contains("Config", "HOOKS/x", "config");
        assertThat(GitFixture.at(result.folder().resolve("looks"))
                        .git("branch", "--format=%(refname)")
                        .lines())
                .contains("refs/heads/config");
        assertThat(result.folder().resolve("Hooks/HEAD")).hasContent("HEAD");
    }

    /** A submodule may have the name of a part of a repository. */
    @ParameterizedTest
    @ValueSource(strings = {"Config", "hooks", "a/hooks", "HEAD", "index", "refs/heads"})
    void submoduleNamedLikeAPart_isImported(String name) throws IOException {
        Path folder = Files.createTempDirectory(temp, "called");
        GitFixture looks =
                GitFixture.init(folder.resolve("looks")).file("l", "l").commit("L");
        GitFixture film = GitFixture.init(folder.resolve("film")).commit("First");
        film.git(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "add",
                "-q",
                "--name",
                name,
                looks.folder().toString(),
                "looks");
        film.commit("With looks");

        ImportResult result = GitDoors.importFrom(
                GitDoors.export(film.folder(), folder.resolve("film.tar")), folder.resolve("again"));

        assertThat(result.notes()).isEmpty();
        assertThat(GitFixture.at(result.folder()).git("submodule", "status")).contains(" looks");
        assertThat(GitFixture.at(result.folder().resolve("looks")).git("status", "--porcelain"))
                .isEmpty();
    }

    /** Git requires a HEAD, and two further names that can be entered, which need not be folders. */
    @Test
    void folderWithFilesInsteadOfObjectsAndRefs_isCleanedAsTheRepositoryThatGitSees() throws IOException {
        ImportResult result = doors.assertHarmless(archive -> archive.file("film/odd/HEAD", "ref:  \trefs/x\n")
                .file("film/odd/objects", "")
                .mode("film/odd/objects", 0755)
                .file("film/odd/refs", "")
                .mode("film/odd/refs", 0755)
                .file("film/odd/hooks/post-checkout", "#!/bin/sh\n")
                .file("film/odd/config", "[alias]\n\tst = !touch " + doors.outside() + "/run\n"));

        Exec.in(result.folder().resolve("odd")).run("git", "st");
        doors.assertOutsideUntouched();
        assertThat(result.folder().resolve("odd/config")).hasContent("");
        assertThat(result.folder().resolve("odd/hooks")).doesNotExist();
    }

    /** The rest of a submodule's repository, and what is not a repository at all. */
    @ParameterizedTest
    @ValueSource(strings = {"modules/ruin", "modules/a/ruin", "modules/looks/modules/ruin", "modules/a/b/c/ruin"})
    void hooksWhereNoHeadIs_areLeftOut(String place) throws IOException {
        String ruin = "film/.git/" + place;
        ImportResult result = doors.assertHarmless(archive ->
                archive.file(ruin + "/hooks/post-checkout", "#!/bin/sh\n").folder(ruin + "/objects"));

        assertThat(result.folder().resolve(".git/" + place + "/objects")).isDirectory();
        assertThat(result.folder().resolve(".git/" + place + "/hooks")).doesNotExist();
        assertThat(GitDoors.paths(result, ImportNote.Kind.LEFT_OUT)).containsExactly(ruin + "/hooks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "config.worktree"})
    void configurationInTheRestOfASubmodulesRepository_isCleaned(String name) throws IOException {
        ImportResult result = doors.assertHarmless(
                archive -> archive.file("film/.git/modules/a/ruin/" + name, "[core]\n\tfsmonitor = ./harm\n")
                        .folder("film/.git/modules/a/ruin/objects")
                        .folder("film/.git/modules/a/ruin/refs"));

        assertThat(result.folder().resolve(".git/modules/a/ruin/" + name)).hasContent("");
    }

    /** rerere copies the file that it names, and overwrites it. */
    @Test
    void pathsThatRerereIsAboutToRemember_areLeftOut() throws IOException {
        String id = "0123456789012345678901234567890123456789";
        ImportResult result = doors.assertHarmless(
                archive -> archive.file("film/.git/MERGE_RR", id + "\t../outside/secret.txt\0")
                        .file("film/.git/rr-cache/" + id + "/preimage", "x\n"),
                ".");

        try (Stream<Path> remembered = Files.walk(result.folder().resolve(".git/rr-cache"))) {
            assertThat(remembered.map(Path::getFileName).map(Path::toString)).doesNotContain("postimage");
        }
        assertThat(GitDoors.paths(result, ImportNote.Kind.LEFT_OUT)).contains("film/.git/MERGE_RR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "branches/origin",
                "remotes/origin",
                "objects/pack/multi-pack-index",
                "objects/info/alternates",
                "objects/info/http-alternates",
                "fsmonitor--daemon/cookies",
                "index.lock"
            })
    void fileThatLeadsElsewhere_isLeftOut(String name) throws IOException {
        String named =
                name.startsWith("objects") || name.endsWith(".lock") ? name : name.substring(0, name.indexOf('/'));
        ImportResult result =
                doors.assertHarmless(archive -> archive.file("film/.git/" + name, doors.outside() + "/.git/objects\n"));

        assertThat(result.folder().resolve(".git/" + named)).doesNotExist();
        assertThat(GitDoors.paths(result, ImportNote.Kind.LEFT_OUT)).containsExactly("film/.git/" + named);
    }

    @Test
    void alternatesThatAreLeftOut_areSaidToBeMissed() throws IOException {
        ImportResult result = doors.assertHarmless(
                archive -> archive.file("film/.git/objects/info/alternates", doors.outside() + "/.git/objects\n"));

        assertThat(result.notes())
                .filteredOn(note -> note.kind() == ImportNote.Kind.LEFT_OUT)
                .extracting(ImportNote::what)
                .singleElement()
                .asString()
                .contains("borrowed", "git fsck");
    }

    /** Links in a bare repository, instead of any part of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "index",
                "logs",
                "packed-refs",
                "info",
                "lfs",
                "modules",
                "refs/heads/x",
                "objects/pack/x",
                "shallow"
            })
    void linkInABareRepository_isRefused(String name) {
        doors.assertRefused(
                archive -> (name.equals("info") ? archive.remove("film/vault.git/info") : archive)
                        .link("film/vault.git/" + name, "../../outside"),
                ArchiveDefect.LINK_IN_GIT,
                "film/vault.git/" + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refStorage = files:///tmp/x",
                "refStorage = reftable:../../outside",
                "refStorage = reftable://x",
                "objectFormat = sha512",
                "compatObjectFormat = sha256",
                "somethingNew = x"
            })
    void extensionThatIsNotKnown_isRefused(String extension) {
        for (String repository : new String[] {"film/.git", "film/.git/modules/looks", "film/vault.git"}) {
            doors.assertRefused(
                    archive -> archive.file(
                            repository + "/config",
                            "[core]\n\trepositoryformatversion = 1\n[extensions]\n\t" + extension + "\n"),
                    ArchiveDefect.BAD_GIT_CONFIG,
                    repository + "/config");
        }
    }

    @Test
    void packedRefsOfAnotherPlace_areHarmless() throws IOException {
        String head = Exec.in(temp.resolve("made/film"))
                .git("rev-parse", "HEAD")
                .text()
                .strip();
        doors.assertHarmless(
                archive -> archive.file("film/.git/packed-refs", head + " refs/heads/../../config\n"), ".");
    }

    /** Git writes to where they lead: it does not check the name of the ref that a symbolic one names. */
    @ParameterizedTest
    @CsvSource({
        "HEAD, refs/heads/../../config",
        "HEAD, refs/heads/../../../../outside/x",
        "refs/heads/x, refs/../../../../outside/.git/HEAD",
        "ORIG_HEAD, config"
    })
    void symbolicRefThatLeadsOut_isRefused(String ref, String target) {
        doors.assertRefused(
                archive -> archive.file("film/.git/" + ref, "ref: " + target + "\n"),
                ArchiveDefect.GIT_LEADS_OUT,
                "film/.git/" + ref);
    }
}
