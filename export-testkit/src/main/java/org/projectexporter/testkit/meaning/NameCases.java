package org.projectexporter.testkit.meaning;

import java.util.List;

/** Names that mean something in a Git folder, in spellings that some file system treats as equal. */
final class NameCases {
    private static final String CONFIG =
            "[core]\n\tfsmonitor = " + MeaningProject.CANARY + "\n\tworktree = ../../../outside\n\tpager = "
                    + MeaningProject.CANARY + "\n[alias]\n\tstatus = !" + MeaningProject.CANARY + "\n";
    private static final String HOOK = "#!/bin/sh\n" + MeaningProject.CANARY + "\n";
    private static final String ELSEWHERE = "../../../outside/repository/.git\n";

    private static final List<String> CONFIGS = List.of(
            "CONFIG",
            "Config",
            "conFig",
            "config.",
            "config ",
            "config . ",
            "config::$DATA",
            "config:stream",
            "CONFIG~1",
            "config\u200c",
            "con\u200dfig",
            "\ufeffconfig",
            "con\ufb01g",
            "\uff43onfig",
            "config.WORKTREE",
            "CONFIG.worktree",
            "config.worktree.",
            "CONFIG~1.WOR",
            "config\\..\\config");

    private static final List<String> HOOKS =
            List.of("HOOKS", "Hooks", "hooks.", "hooks ", "HOOKS~1", "hoo\u212as", "hook\u017f", "h\u200cooks");

    private static final List<String> POINTERS = List.of(
            "COMMONDIR",
            "commondir.",
            "COMMON~1",
            "commond\u0131r",
            "GITDIR",
            "gitdir ",
            "OBJECTS/INFO/ALTERNATES",
            "objects/info/Alternates",
            "objects/INFO/alternates",
            "objects/info/alternates.",
            "objects/info/ALTERN~1",
            "Objects/info/alternates",
            "objects/info/HTTP-alternates",
            "WORKTREES/x/gitdir",
            "worktrees./x/gitdir",
            "WORKTR~1/x/commondir",
            "MODULES/x/config",
            "Modules/looks/config",
            "modules./looks/config",
            "Head",
            "HEAD.",
            "head",
            "INDEX",
            "index ",
            "Refs/heads/main",
            "refs/HEADS/main",
            "PACKED-REFS",
            "packed-refs.",
            "PACKED~1",
            "INFO/attributes",
            "info/ATTRIBUTES",
            "Info/exclude",
            "LOGS/HEAD",
            "SHALLOW",
            "LFS/objects/12/12/x");

    private NameCases() {}

    static List<HostileMeaning> all() {
        Catalogue cases = new Catalogue("name");
        for (String folder : List.of("film/.git/", "film/.git/modules/looks/", "film/vault/film.git/")) {
            CONFIGS.forEach(name -> add(cases, folder + name, CONFIG, 0644));
            HOOKS.forEach(name -> add(cases, folder + name + "/post-checkout", HOOK, 0755));
        }
        POINTERS.forEach(name -> add(cases, "film/.git/" + name, ELSEWHERE, 0644));
        List.of("hooks/post-checkout", "commondir", "worktrees/x/gitdir", "objects/info/alternates", "gitdir")
                .forEach(name -> add(cases, "film/.git/" + name, ELSEWHERE, 0755));
        add(cases, "film/.git/modules/looks.hooks/hooks/post-checkout", HOOK, 0755);
        add(cases, "film/.git/modules/headless/hooks/post-checkout", HOOK, 0755);
        add(cases, "film/.git/modules/looks/modules/deep/config", CONFIG, 0644);
        return cases.all();
    }

    private static void add(Catalogue cases, String path, String content, int mode) {
        cases.add(path, (film, place) -> film.tree("film/vault/film.git", place.bare())
                .file(path, content)
                .mode(path, mode));
    }
}
