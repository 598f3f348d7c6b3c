package org.projectexporter.testkit.meaning;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Configurations and other files of a repository that would make Git start a program or contact a host. */
final class ConfigCases {
    private static final String CANARY = MeaningProject.CANARY;

    private static final List<String> SETTINGS = List.of(
            "[core]\n\tfsmonitor = " + CANARY + "\n",
            "[core]\n\thooksPath = ../sub\n",
            "[core]\n\tpager = " + CANARY + "\n\teditor = " + CANARY + "\n",
            "[core]\n\tsshCommand = " + CANARY + "\n\tgitProxy = " + CANARY + "\n",
            "[core]\n\taskPass = " + CANARY + "\n",
            "[core]\n\tattributesFile = ../attributes\n",
            "[core]\n\talternateRefsCommand = " + CANARY + "\n",
            "[diff]\n\texternal = " + CANARY + "\n",
            "[diff \"x\"]\n\tcommand = " + CANARY + "\n\ttextconv = " + CANARY + "\n",
            "[filter \"x\"]\n\tclean = " + CANARY + "\n\tsmudge = " + CANARY + "\n\tprocess = " + CANARY + "\n",
            "[filter \"lfs\"]\n\tclean = " + CANARY + "\n\tsmudge = " + CANARY + "\n\tprocess = " + CANARY + "\n",
            "[merge \"x\"]\n\tdriver = " + CANARY + "\n",
            "[alias]\n\tstatus = !" + CANARY + "\n\tst = !" + CANARY + "\n",
            "[gpg]\n\tprogram = " + CANARY + "\n[commit]\n\tgpgSign = true\n",
            "[credential]\n\thelper = !" + CANARY + "\n",
            "[submodule \"looks\"]\n\tupdate = !" + CANARY + "\n",
            "[remote \"origin\"]\n\turl = ext::sh -c " + CANARY + "\n\tpromisor = true\n"
                    + "[extensions]\n\tpartialClone = origin\n",
            "[remote \"origin\"]\n\turl = ssh://canary.invalid/x\n\tpromisor = true\n\tvcs = canary\n",
            "[remote \"origin\"]\n\turl = x\n\tuploadpack = " + CANARY + "\n\tproxy = http://canary.invalid\n",
            "[url \"ext::sh -c " + CANARY + " %S\"]\n\tinsteadOf = /\n[protocol]\n\tallow = always\n",
            "[gc]\n\trecentObjectsHook = " + CANARY + "\n[maintenance]\n\tauto = true\n",
            "[lfs]\n\turl = http://canary.invalid\n[lfs \"customtransfer.x\"]\n\tpath = " + CANARY + "\n",
            "[lfs]\n\tstorage = ../../../outside\n",
            "[lfs \"extension.x\"]\n\tclean = " + CANARY + " %f\n\tsmudge = " + CANARY + " %f\n\tpriority = 0\n",
            "[interactive]\n\tdiffFilter = " + CANARY + "\n[pager]\n\tstatus = " + CANARY + "\n",
            "[sendemail]\n\tsmtpServer = " + CANARY + "\n[browser \"x\"]\n\tcmd = " + CANARY + "\n",
            "[include]\n\tpath = ../evil\n",
            "[extensions]\n\trefStorage = reftable://../../../outside\n[core]\n\trepositoryformatversion = 1\n",
            "[extensions]\n\tworktreeConfig = true\n",
            "[trace2]\n\teventTarget = ../../../outside\n\tnormalTarget = ../../../outside/" + CANARY + "\n");

    private ConfigCases() {}

    static List<HostileMeaning> all() {
        Catalogue cases = new Catalogue("config");
        for (String text : SETTINGS) {
            for (String file :
                    List.of("film/.git/config", "film/.git/modules/looks/config", "film/vault/film.git/config")) {
                cases.add(file + " has " + text.replace('\n', ' ').replace('\t', ' '), (film, place) -> film.tree(
                                "film/vault/film.git", place.bare())
                        .file("film/evil", "[core]\n\tfsmonitor = " + CANARY + "\n")
                        .file("film/attributes", "* filter=x diff=x merge=x\n")
                        .file("film/.gitattributes", "* filter=x diff=x merge=x\n*.mov filter=lfs\n")
                        .edit(file, config -> append(config, text)));
            }
        }
        addFiles(cases);
        return cases.all();
    }

    private static byte[] append(byte[] config, String more) {
        return (new String(config, StandardCharsets.ISO_8859_1) + more).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void addFiles(Catalogue cases) {
        String hook = "#!/bin/sh\n" + CANARY + "\n";
        for (String name : List.of(
                "post-checkout", "pre-commit", "post-index-change", "reference-transaction", "fsmonitor-watchman")) {
            cases.add("a hook " + name, (film, place) -> film.file("film/.git/hooks/" + name, hook)
                    .mode("film/.git/hooks/" + name, 0755));
            cases.add("a submodule's hook " + name, (film, place) -> film.file(
                            "film/.git/modules/looks/hooks/" + name, hook)
                    .mode("film/.git/modules/looks/hooks/" + name, 0755));
        }
        cases.add(
                "borrowed objects",
                (film, place) ->
                        film.file("film/.git/objects/info/alternates", place.outside() + "/repository/.git/objects\n"));
        cases.add(
                "a common folder",
                (film, place) -> film.file("film/.git/commondir", "../../../outside/repository/.git\n"));
        cases.add("another worktree", (film, place) -> film.file(
                        "film/.git/worktrees/x/gitdir", place.outside() + "/repository/.git\n")
                .file("film/.git/worktrees/x/HEAD", "ref: refs/heads/other\n")
                .file("film/.git/worktrees/x/commondir", "../..\n"));
        cases.add(
                "a submodule called ../x",
                (film, place) -> film.file(
                        "film/.gitmodules",
                        "[submodule \"../../../outside\"]\n\tpath = looks\n\turl = -u" + CANARY + "\n"));
        cases.add(
                "a submodule whose update is a command",
                (film, place) -> film.file(
                        "film/.gitmodules",
                        "[submodule \"looks\"]\n\tpath = looks\n\turl = ./x\n\tupdate = !" + CANARY + "\n"));
        cases.add(
                "an .lfsconfig",
                (film, place) -> film.file(
                        "film/.lfsconfig",
                        "[lfs]\n\turl = http://canary.invalid\n[lfs \"customtransfer.x\"]\n\tpath = " + CANARY + "\n"));
        cases.add("a rebase with a command", (film, place) -> film.file(
                        "film/.git/rebase-merge/git-rebase-todo", "exec " + CANARY + "\n")
                .file("film/.git/rebase-merge/head-name", "refs/heads/main\n"));
    }
}
