package org.projectexporter.git.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.projectexporter.spi.RawPath;

final class RewrittenConfigTest {
    private static final String LFS = "[filter \"lfs\"]\n\tclean = git-lfs clean -- %f\n"
            + "\tsmudge = git-lfs smudge -- %f\n\tprocess = git-lfs filter-process\n\trequired = true\n";

    private static RewrittenConfig rewrite(String config) throws IOException {
        return rewrite(config, ".git");
    }

    private static RewrittenConfig rewrite(String config, String folder) throws IOException {
        return RewrittenConfig.of(config.getBytes(StandardCharsets.UTF_8), RawPath.of(folder));
    }

    private static String text(RewrittenConfig config) {
        return new String(config.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void rewritten_ofExportableEntriesOnly_isUnchanged() throws IOException {
        String config = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n"
                + "\tlogAllRefUpdates = true\n\tautocrlf = input\n\tsparseCheckout = true\n"
                + "[extensions]\n\tworktreeConfig = true\n[user]\n\tname = Zoë\n\temail = z@example.org\n"
                + "[remote \"origin\"]\n\turl = https://example.org/film.git\n"
                + "\tfetch = +refs/heads/*:refs/remotes/origin/*\n\ttagOpt = --no-tags\n"
                + "[branch \"main\"]\n\tremote = origin\n\tmerge = refs/heads/main\n\tdescription = the film\n"
                + "[submodule \"x\"]\n\turl = ../x\n\tactive = true\n\tupdate = rebase\n"
                + "[lfs]\n\tfetchinclude = a\n[index]\n\tversion = 4\n[status]\n\tshowUntrackedFiles = all\n" + LFS;

        RewrittenConfig rewritten = rewrite(config);

        assertThat(text(rewritten)).isEqualTo(config);
        assertThat(rewritten.change()).isNull();
        assertThat(rewritten.notes()).isEmpty();
    }

    @Test
    void rewritten_withoutSecretsAndCommands_namesTheKeysAndNoValue() throws IOException {
        RewrittenConfig rewritten = rewrite("# CANARY\n[core]\n\tbare = false\n\tfsmonitor = CANARY\n"
                + "\thooksPath = CANARY\n\tsshCommand = CANARY\n\teditor = CANARY\n\tpager = CANARY\n"
                + "[credential]\n\thelper = CANARY\n[http \"https://CANARY@host/\"]\n\textraheader = CANARY\n"
                + "[url \"https://CANARY@host/\"]\n\tinsteadOf = gh:\n[include]\n\tpath = CANARY\n"
                + "[alias]\n\tx = !CANARY\n[submodule \"s\"]\n\tupdate = !CANARY\n"
                + "[remote \"https://u:CANARY@host\"]\n\tfetch = x\n"
                + "[remote \"o\"]\n\tproxy = CANARY\n\tuploadpack = CANARY\n\turl = ext::CANARY\n"
                + "[lfs \"https://CANARY@host\"]\n\taccess = basic\n[lfs]\n\tstorage = CANARY\n"
                + "[diff \"x\"]\n\ttextconv = CANARY\n[merge \"x\"]\n\tdriver = CANARY\n[gc]\n\tauto = 0\n");

        assertThat(text(rewritten)).isEqualTo("[core]\n\tbare = false\n");
        assertThat(rewritten.change())
                .doesNotContain("CANARY")
                .startsWith("left out of it: alias.x, comments, core.editor, core.fsmonitor, core.hookspath")
                .contains("credential.helper", "http.*.extraheader", "include.path", "submodule.*.update", "url.*");
    }

    @Test
    void rewritten_urls_loseUserInformationAndQuery() throws IOException {
        RewrittenConfig rewritten = rewrite("[remote \"o\"]\n\turl = https://u:CANARY@host/p?token=CANARY\n"
                + "\tpushurl = ssh://git@host/p\n\tpushurl = ssh://git:CANARY@host/p\n"
                + "[branch \"b\"]\n\tremote = https://u:CANARY@host/fork\n"
                + "[submodule \"s\"]\n\turl = https://CANARY@host/s\n[user]\n\tname = https://CANARY@x\n");

        assertThat(text(rewritten))
                .isEqualTo("[remote \"o\"]\n\turl = https://host/p\n\tpushurl = ssh://git@host/p\n"
                        + "\tpushurl = ssh://git@host/p\n[branch \"b\"]\n\tremote = https://host/fork\n"
                        + "[submodule \"s\"]\n\turl = https://host/s\n[user]\n\tname = https://x\n");
        assertThat(rewritten.change())
                .isEqualTo("without user information and query: branch.*.remote, remote.*.pushurl, remote.*.url,"
                        + " submodule.*.url, user.name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[filter \"lfs\"]\n\tclean = git-lfs clean -- %f && CANARY\n",
                "[filter \"lfs\"]\n\tprocess = CANARY\n",
                "[filter \"LFS\"]\n\tclean = git-lfs clean -- %f\n",
                "[filter \"crypt\"]\n\tclean = CANARY\n\trequired = true\n"
            })
    void rewritten_otherFilters_areLeftOutWithANote(String filter) throws IOException {
        RewrittenConfig rewritten = rewrite(filter);

        assertThat(text(rewritten)).isEmpty();
        assertThat(rewritten.notes()).singleElement().asString().contains("git status may differ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[core]\n\texcludesFile = .localignore\n",
                "[core]\n\tattributesFile = /etc/attributes\n",
                "[include]\n\tpath = ../.gitconfig\n",
                "[includeIf \"onbranch:main\"]\n\tpath = main.inc\n"
            })
    void rewritten_settingsThatDecideStatus_areLeftOutWithANote(String config) throws IOException {
        RewrittenConfig rewritten = rewrite(config);

        assertThat(text(rewritten)).isEmpty();
        assertThat(rewritten.notes()).singleElement().asString().contains("git status may differ from the original's");
    }

    @Test
    void rewritten_otherSettings_areLeftOutWithoutANote() throws IOException {
        assertThat(rewrite("[core]\n\teditor = vi\n[gc]\n\tauto = 0\n").notes()).isEmpty();
    }

    @Test
    void rewritten_lfsFilterThatSkipsSmudge_stays() throws IOException {
        String skipping =
                LFS.replace("smudge --", "smudge --skip --").replace("filter-process", "filter-process --skip");

        assertThat(text(rewrite(skipping))).isEqualTo(skipping);
    }

    @Test
    void rewritten_worktree_staysWhereItIsInsideTheProject() throws IOException {
        String inside = "[core]\n\tworktree = ../../../libraries/x\n";

        assertThat(text(rewrite(inside, ".git/modules/x"))).isEqualTo(inside);
        assertThat(text(rewrite(inside, ".git"))).isEmpty();
        assertThat(text(rewrite("[core]\n\tworktree = /home/me/film\n"))).isEmpty();
    }

    @Test
    void rewritten_nameWithoutValue_staysTrue() throws IOException {
        assertThat(text(rewrite("[core]\n\tfilemode\n"))).isEqualTo("[core]\n\tfilemode\n");
    }

    @Test
    void rewritten_settingsOfNeighbours_thatOnlyNameThings_areKept() throws IOException {
        String config = "[core]\n\tignoreStat = true\n[diff]\n\tignoreSubmodules = dirty\n"
                + "[svn-remote \"svn\"]\n\turl = https://svn.example.org/film\n\tfetch = trunk:refs/remotes/trunk\n"
                + "\tbranches = branches/*:refs/remotes/*\n\trewriteRoot = https://old.example.org/film\n"
                + "[gcrypt]\n\tparticipants = 0xABCD1234 simple\n"
                + "[remote \"safe\"]\n\turl = gcrypt::rsync://host/film\n\tgcrypt-participants = AB12\n"
                + "\tgcrypt-id = :id:Ab12\n"
                + "[gitflow \"branch\"]\n\tmaster = main\n\tdevelop = develop\n"
                + "[gitflow \"prefix\"]\n\tfeature = feature/\n\tversiontag = \n"
                + "[gitflow \"branch.feature/x\"]\n\tbase = develop\n";
        RewrittenConfig rewritten = rewrite(config);

        assertThat(text(rewritten)).isEqualTo(config);
        assertThat(rewritten.change()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[svn]\n\tauthorsProg = CANARY\n",
                "[svn-remote \"svn\"]\n\turl = svn+ssh://-oProxyCommand=CANARY/x\n",
                "[svn-remote \"svn\"]\n\tfetch = --CANARY\n",
                "[gcrypt]\n\tparticipants = --output /CANARY\n",
                "[remote \"safe\"]\n\tgcrypt-participants = $(CANARY)\n",
                "[remote \"safe\"]\n\tgcrypt-rsync-put-flags = CANARY\n",
                "[gitflow \"path\"]\n\thooks = /CANARY\n",
                "[gitflow \"prefix\"]\n\tfeature = $(CANARY)\n",
                "[gitflow \"branch\"]\n\tmaster = --CANARY\n",
                "[diff]\n\tignoreSubmodules = CANARY\n",
                "[extensions]\n\trelativeWorktrees = true\n",
                "[extensions]\n\tsubmodulePathConfig = true\n[submodule \"x\"]\n\tgitdir = /CANARY\n"
            })
    void rewritten_settingsOfNeighbours_thatCouldDoMore_areLeftOut(String config) throws IOException {
        assertThat(text(rewrite(config))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "annex, uuid, 1234, git annex init",
        "log, excludeDecoration, refs/prefetch/*, scalar register",
    })
    void rewritten_settingsOfToolsThatHaveToBeSetUpAgain_areANoteWithTheCommand(
            String section, String name, String value, String command) throws IOException {
        RewrittenConfig rewritten = rewrite("[" + section + "]\n\t" + name + " = " + value + "\n");

        assertThat(rewritten.notes()).singleElement().asString().contains(command);
    }
}
