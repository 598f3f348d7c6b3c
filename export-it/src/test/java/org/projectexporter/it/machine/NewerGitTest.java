package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * Repositories that newer versions of Git have made, in a Debian of their own, which debootstrap downloads: 2.47 in
 * trixie, and that of sid. What is imported is opened by that Git and by the one that is installed here.
 */
@Tag("long")
@Tag("longest")
class NewerGitTest {
    private static final String MAKE =
            """
            set -e
            cd /films; export GIT_CONFIG_GLOBAL=/films/gitconfig
            git config --global user.name t; git config --global user.email t@example.org
            git config --global init.defaultBranch main; git config --global protocol.file.allow always
            commit() { echo cut >cut.txt; git add -A; git commit -qm cut; }
            git init -q --ref-format=reftable tables; cd tables; commit; git worktree add -q ../tables-side -b side; cd ..
            git init -q relative; cd relative; git config worktree.useRelativePaths true; commit
            git worktree add -q ../relative-side -b side; cd ..
            git init -q paths; cd paths; git config core.repositoryformatversion 1
            git config extensions.submodulePathConfig true
            if git status >/dev/null 2>&1; then
                commit; git submodule add -q file:///films/relative media/clips; git commit -qm clips; cd ..
            else
                cd ..; rm -r paths
            fi
            """;

    @TempDir
    Path temp;

    private Path debian;

    private ToolRun inside(String... command) throws IOException {
        String[] all = new String[command.length + 2];
        all[0] = "chroot";
        all[1] = debian.toString();
        System.arraycopy(command, 0, all, 2, command.length);
        return Exec.in(temp)
                .with("GIT_CONFIG_GLOBAL", "/films/gitconfig")
                .run(all)
                .ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trixie", "sid"})
    void repositoriesOfNewerVersions_areExported_andOpenedByOlderOnes(String suite) throws IOException {
        Tools.require("debootstrap", "chroot");
        debian = temp.resolve("debian");
        Exec.in(temp)
                .within(Duration.ofMinutes(15))
                .run("debootstrap", "--variant=minbase", "--include=git", suite, debian.toString())
                .ok();
        Files.createDirectories(debian.resolve("films"));
        inside("bash", "-c", MAKE);
        for (String name : new String[] {"tables", "relative", "paths"}) {
            if (Files.exists(debian.resolve("films").resolve(name))) {
                checkFilm(name);
            }
        }
    }

    private void checkFilm(String name) throws IOException {
        Path archive = temp.resolve(name + ".tar");
        Path back = debian.resolve("films").resolve(name + "-back");
        CommandLine program = CommandLine.in(temp);
        String printed = program.export(debian.resolve("films").resolve(name), archive)
                .ok()
                .text();
        program.run("import", archive.toString(), back.toString()).ok();

        assertThat(printed).doesNotContain(".invalid");
        String[] status = {"git", "-C", "/films/" + name + "-back", "status", "--porcelain"};
        assertThat(inside(status).text()).isEmpty();
        inside("git", "-C", "/films/" + name + "-back", "fsck", "--full");
        if (!name.equals("tables")) {
            assertThat(Exec.in(back).git("status", "--porcelain").ok().text()).isEmpty();
            Exec.in(back).git("submodule", "status").ok();
        }
    }
}
