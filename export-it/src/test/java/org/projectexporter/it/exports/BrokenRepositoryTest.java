package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;

/** Repositories that are broken, and what Git passes over in them, through the command line and an import. */
class BrokenRepositoryTest {
    private static final String[] KEEP = {"--broken-repository", "keep"};

    @TempDir
    Path temp;

    private GitFixture film;
    private Path git;

    @BeforeEach
    void makeProject() throws IOException {
        film = GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
        film.branch("side").file("a.txt", "b\n").commit("Second");
        git = film.folder().resolve(".git");
    }

    /** Damage, and the path that the manifest lists. */
    private enum Damage {
        EMPTY_REF("refs/heads/side") {
            @Override
            void doTo(GitFixture film, Path git) throws IOException {
                Files.write(git.resolve("refs/heads/side"), new byte[0]);
            }
        },
        DANGLING_REF("refs/heads/side") {
            @Override
            void doTo(GitFixture film, Path git) throws IOException {
                Files.writeString(git.resolve("refs/heads/side"), "12".repeat(20) + "\n");
            }
        },
        ZEROS_IN_HEAD("HEAD") {
            @Override
            void doTo(GitFixture film, Path git) throws IOException {
                Files.write(git.resolve("HEAD"), new byte[21]);
            }
        },
        ZEROS_IN_INDEX("index") {
            @Override
            void doTo(GitFixture film, Path git) throws IOException {
                Files.write(git.resolve("index"), new byte[400]);
            }
        },
        STRAY_LINE_IN_PACKED_REFS("packed-refs") {
            @Override
            void doTo(GitFixture film, Path git) throws IOException {
                Files.writeString(git.resolve("packed-refs"), "garbage\n");
            }
        },
        PACK_CUT_SHORT("objects/pack/") {
            @Override
            void doTo(GitFixture film, Path git) throws IOException {
                film.gc();
                Path pack = only(git, ".pack");
                byte[] bytes = Files.readAllBytes(pack);
                assertThat(pack.toFile().setWritable(true)).isTrue();
                Files.write(pack, Arrays.copyOf(bytes, bytes.length - 30));
            }
        },
        INDEX_OF_A_PACK_CUT_SHORT("objects/pack/") {
            @Override
            void doTo(GitFixture film, Path git) throws IOException {
                film.gc();
                Path index = only(git, ".idx");
                assertThat(index.toFile().setWritable(true)).isTrue();
                Files.write(index, Arrays.copyOf(Files.readAllBytes(index), 500));
            }
        };

        final String path;

        Damage(String path) {
            this.path = path;
        }

        abstract void doTo(GitFixture film, Path git) throws IOException;

        private static Path only(Path git, String suffix) throws IOException {
            try (Stream<Path> files = Files.list(git.resolve("objects/pack"))) {
                return files.filter(file -> file.toString().endsWith(suffix))
                        .findFirst()
                        .orElseThrow();
            }
        }
    }

    private void importAndVerify(Exported exported, Path back) throws IOException {
        CommandLine.in(temp).run("verify", exported.archive().toString()).ok();
        CommandLine.in(temp)
                .run("import", exported.archive().toString(), back.toString())
                .ok();
    }

    @ParameterizedTest
    @EnumSource
    void damage_isRefusedByName_andKeptOnRequest(Damage damage) throws IOException {
        damage.doTo(film, git);

        Exported refused = Exported.exited(1, temp.resolve("refused"), "zip", film.folder());
        Exported kept = Exported.exited(4, temp.resolve("kept"), "zip", film.folder(), KEEP);
        Path back = temp.resolve("back");
        importAndVerify(kept, back);

        assertThat(refused.run().errors()).contains("film/.git is broken", "git fsck", "--broken-repository keep");
        assertThat(kept.manifest().get("git_broken").findValuesAsText("path"))
                .anyMatch(path -> path.startsWith("film/.git/" + damage.path));
        if (damage != Damage.ZEROS_IN_INDEX) {
            String path = kept.manifest().get("git_broken").get(0).get("path").textValue();
            String below = path.substring("film/.git/".length());
            assertThat(back.resolve(".git").resolve(below)).hasSameBinaryContentAs(git.resolve(below));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"side:a.txt", "side^{tree}", "side"})
    void lostObject_isNamed(String object) throws IOException {
        String id = film.git("rev-parse", object);
        Files.delete(git.resolve("objects/" + id.substring(0, 2) + "/" + id.substring(2)));

        Exported kept = Exported.exited(4, temp.resolve("kept"), "tar", film.folder(), KEEP);
        importAndVerify(kept, temp.resolve("back"));

        assertThat(kept.manifest().get("git_broken").findValuesAsText("what")).anyMatch(what -> what.contains(id));
        assertThat(kept.names()).contains("film/.git/refs/heads/main", "film/.git/refs/heads/side");
    }

    /** The bytes are intact, but nobody knows any more what the branch was. */
    @Test
    void damagedRef_isNamedByADeepVerification() throws IOException {
        Damage.EMPTY_REF.doTo(film, git);
        Exported kept = Exported.exited(4, temp.resolve("kept"), "zip", film.folder(), KEEP);

        ToolRun run =
                CommandLine.in(temp).run("verify", "--deep", kept.archive().toString());

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.text() + run.errors()).contains("refs/heads/side is not a ref");
    }

    /** Git does not open it, but its configuration is one all the same. */
    @ParameterizedTest
    @ValueSource(ints = {0, 21})
    void bareRepositoryWithADamagedHead_isABrokenOne(int zeros) throws IOException {
        Path bare = film.folder().resolve("assets.git");
        film.git("clone", "-q", "--bare", film.folder().toString(), bare.toString());
        GitFixture.at(bare).git("config", "remote.origin.url", "https://editor:secret@nas.example.com/a.git");
        Files.write(bare.resolve("HEAD"), new byte[zeros]);

        Exported refused = Exported.exited(1, temp.resolve("refused"), "zip", film.folder());
        Exported kept = Exported.exited(4, temp.resolve("kept"), "zip", film.folder(), KEEP);
        Path back = temp.resolve("back");
        importAndVerify(kept, back);

        assertThat(refused.run().errors()).contains("film/assets.git is broken", "HEAD");
        assertThat(kept.manifest().get("git_broken").findValuesAsText("path")).contains("film/assets.git/HEAD");
        assertThat(back.resolve("assets.git/config"))
                .content()
                .contains("nas.example.com")
                .doesNotContain("secret");
        assertThat(back.resolve("assets.git/HEAD")).hasBinaryContent(new byte[zeros]);
    }

    @Test
    void ownGitFileThatLeadsNowhere_isRefused_orKeptAsAFinding() throws IOException {
        Files.move(git, temp.resolve("away"));
        Files.writeString(git, "gitdir: ../gone\n");

        Exported refused = Exported.exited(1, temp.resolve("refused"), "zip", film.folder());
        Exported kept = Exported.exited(4, temp.resolve("kept"), "zip", film.folder(), KEEP);

        assertThat(refused.run().errors()).contains("../gone", "is missing");
        assertThat(kept.manifest().get("git_broken").findValuesAsText("path")).containsExactly("film/.git");
        assertThat(kept.names()).contains("film/a.txt").doesNotContain("film/.git");
    }

    @Test
    void straysAmongRefs_areNoFault() throws IOException {
        List<String> names = List.of(
                "desktop.ini",
                "Icon\r",
                "Thumbs.db",
                ".DS_Store",
                "~syncthing~main.tmp",
                ".syncthing.main.tmp",
                "main (conflicted copy 2026-01-01)",
                "main.sync-conflict-20260101-120000-ABCDEFG",
                "README",
                "README.md",
                "._main",
                "@eaDir/main@SynoEAStream");
        for (String name : names) {
            for (String folder : List.of("refs/heads", "logs/refs/heads", "objects", "objects/pack")) {
                Path stray = git.resolve(folder).resolve(name);
                Files.createDirectories(stray.getParent());
                Files.writeString(stray, "[.ShellClassInfo]\r\nIconResource=x,0\r\n");
            }
        }

        Exported exported = Exported.to(temp.resolve("out"), "zip", film.folder());
        Path back = temp.resolve("back");
        importAndVerify(exported, back);

        assertThat(GitFixture.at(back).git("rev-parse", "main", "side"))
                .isEqualTo(film.git("rev-parse", "main", "side"));
        assertThat(exported.manifest().get("git_broken")).isEmpty();
        assertThat(exported.manifest().get("notes").findValuesAsText("path"))
                .contains("film/.git/refs/heads/desktop.ini", "film/.git/refs/heads/README");
        assertThat(exported.manifest().get("git_left_out").findValuesAsText("path"))
                .contains("film/.git/objects/desktop.ini", "film/.git/objects/pack/._main");
    }

    @Test
    void appleDoublesOfPacks_areLeftOut() throws IOException {
        film.gc();
        List<String> files = List.of("._pack-1.pack", "._pack-1.idx", "._.pack-2.pack", "._.pack-2.idx");
        for (String file : files) {
            Files.write(git.resolve("objects/pack").resolve(file), new byte[] {0, 5, 22, 7, 0, 2, 0, 0});
        }

        Exported exported = Exported.to(temp.resolve("out"), "zip", film.folder());
        importAndVerify(exported, temp.resolve("back"));

        assertThat(exported.manifest().get("statistics").get("git_commits").intValue())
                .isEqualTo(2);
        assertThat(exported.manifest().get("git_left_out").findValuesAsText("path"))
                .containsAll(files.stream()
                        .map(file -> "film/.git/objects/pack/" + file)
                        .toList());
    }

    @Test
    void gitFilesOfSubfoldersThatLeadNowhere_areInOrdinaryFolders() throws IOException {
        List<String> texts =
                List.of("gitdir: ../../.git/modules/lib\n", "gitdir: /nowhere/at/all\n", "not a link\n", "");
        for (int i = 0; i < texts.size(); i++) {
            film.file("vendor/lib" + i + "/code.c", "c\n");
            Files.writeString(film.folder().resolve("vendor/lib" + i + "/.git"), texts.get(i));
        }

        Exported exported = Exported.to(temp.resolve("out"), "zip", film.folder());
        Exported excluded = Exported.to(temp.resolve("excluded"), "zip", film.folder(), "--exclude", "vendor/*/.git");
        Path back = temp.resolve("back");
        importAndVerify(exported, back);

        for (int i = 0; i < texts.size(); i++) {
            String folder = "film/vendor/lib" + i;
            assertThat(exported.names()).contains(folder + "/code.c").doesNotContain(folder + "/.git");
            assertThat(excluded.names()).contains(folder + "/code.c").doesNotContain(folder + "/.git");
            assertThat(exported.manifest().get("notes").findValuesAsText("path"))
                    .contains(folder);
        }
        assertThat(GitFixture.at(back).git("status", "--short")).isEqualTo(film.git("status", "--short"));
    }
}
