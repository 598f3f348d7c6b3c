package org.projectexporter.testkit.meaning;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.projectexporter.testkit.meaning.HostileMeaning.Outcome;
import org.projectexporter.testkit.reseal.Resealed;

/** Configurations with a wrong path of the working tree: {@code core.worktree} in git-config(1). */
final class WorkTreeCases {
    private static final String OWN = "film/.git/config";
    private static final String SUBMODULE = "film/.git/modules/looks/config";

    /**
     * Values after the equals sign, relative to the folder of the submodule; the right one is {@code ../../../looks}.
     */
    private static final List<String> SETTINGS = List.of(
            "",
            ".",
            "..",
            "../..",
            "../../..",
            "../../../.git",
            "../../../.git/hooks",
            "../../../.GIT",
            "../../../sub",
            "../../../none",
            "../../../a.txt",
            "../../../looks/../../../outside",
            "../../../../../outside",
            "../../../../other",
            "../../../jump",
            "../../../jump/..",
            "../../../jump/../looks",
            "../../../looks/.git",
            "../../../vault/film.git",
            "../../../nested/.git",
            "../../../nested",
            "\"../../../looks \"",
            "\"../../../looks\\n\"",
            "\"../../../looks\\t\"",
            "\"../../../looks\\b\"",
            "\" ../../../looks\"",
            "../../../loo\"\"ks",
            "../../../looks ; x",
            "../../../looks\\\n/../../../outside",
            "../../../looks\0",
            "../../../looks/",
            "../../.././looks",
            "../../..//looks",
            "..\\\\..\\\\..\\\\looks",
            "~",
            "objects",
            "hooks");

    private WorkTreeCases() {}

    static List<HostileMeaning> all() {
        Catalogue cases = new Catalogue("core.worktree");
        for (String setting : SETTINGS) {
            cases.add("a submodule's is " + setting, (film, place) -> withParts(film, place)
                    .edit(SUBMODULE, config -> set(config, setting)));
        }
        for (String setting :
                List.of(".", "..", "../..", "../sub", "../jump", "hooks", "../../../outside", "../nested")) {
            cases.add("the project's is " + setting, (film, place) -> withParts(film, place)
                    .edit(OWN, config -> set(config, setting)));
            cases.add("a bare repository's is " + setting, (film, place) -> withParts(film, place)
                    .edit("film/vault/film.git/config", config -> set(config, setting)));
        }
        addAbsolute(cases);
        addSpellings(cases);
        return cases.all();
    }

    private static Resealed withParts(Resealed film, HostileMeaning.Place place) throws java.io.IOException {
        return film.tree("film/vault/film.git", place.bare())
                .tree("film/nested", place.nested())
                .link("film/jump", "../../outside/repository");
    }

    /** Adds a section, which overrides the earlier settings. */
    private static byte[] set(byte[] config, String setting) {
        return append(config, "[core]\n\tbare = false\n\tworktree = " + setting + "\n");
    }

    private static byte[] append(byte[] config, String more) {
        return (new String(config, StandardCharsets.ISO_8859_1) + more).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void addAbsolute(Catalogue cases) {
        cases.add(
                "a submodule's is an absolute path",
                (film, place) -> film.edit(
                        SUBMODULE, config -> set(config, place.outside().toString())));
        cases.add(
                "a submodule's is an absolute path within the project",
                (film, place) -> film.edit(SUBMODULE, config -> set(config, place.project() + "/looks")));
        cases.add(
                "the project's is an absolute path",
                (film, place) ->
                        film.edit(OWN, config -> set(config, place.outside().toString())));
        cases.add("a bare repository's is an absolute path", (film, place) -> film.tree(
                        "film/vault/film.git", place.bare())
                .edit(
                        "film/vault/film.git/config",
                        config -> set(config, place.outside().toString())));
    }

    private static void addSpellings(Catalogue cases) {
        String out = "../../../../../outside";
        for (String text : List.of(
                "[CORE]\n\tWORKTREE = " + out + "\n",
                "[core] worktree = " + out + "\n",
                "[core]worktree=" + out,
                "[core]\n\tworktree = ../../../looks\n\tworktree = " + out + "\n",
                "[core \"\"]\n\tworktree = " + out + "\n",
                "[include]\n\tpath = ../../../evil\n",
                "[includeIf \"gitdir:/\"]\n\tpath = ../../../evil\n",
                "[core]\n\tworktree\n",
                "[core\n\tworktree = " + out + "\n")) {
            cases.add("a submodule's, spelled \"" + text + "\"", (film, place) -> film.file(
                            "film/evil",
                            "[core]\n\tworktree = " + out + "\n\tfsmonitor = " + MeaningProject.CANARY + "\n")
                    .edit(SUBMODULE, config -> append(config, text)));
        }
        cases.add("in config.worktree", (film, place) -> film.edit(
                        OWN, config -> append(config, "[extensions]\n\tworktreeConfig = true\n"))
                .file("film/.git/config.worktree", "[core]\n\tworktree = ../../../outside\n"));
        cases.add("in config.worktree of a submodule", (film, place) -> film.edit(
                        SUBMODULE, config -> append(config, "[extensions]\n\tworktreeConfig = true\n"))
                .file("film/.git/modules/looks/config.worktree", "[core]\n\tworktree = " + out + "\n"));
        cases.add(
                "of a repository that begins in the working tree",
                Outcome.REFUSED_OR_HARMLESS,
                (film, place) -> film.file("film/sub/HEAD", "ref: refs/heads/main\n")
                        .file(
                                "film/sub/config",
                                "[core]\n\tworktree = ../../../outside\n\tfsmonitor = " + MeaningProject.CANARY + "\n")
                        .folder("film/sub/objects")
                        .folder("film/sub/refs"));
    }
}
