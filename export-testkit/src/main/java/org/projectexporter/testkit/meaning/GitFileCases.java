package org.projectexporter.testkit.meaning;

import java.util.List;

import org.projectexporter.testkit.meaning.HostileMeaning.Outcome;

/** Files {@code .git} that lead to repositories that are not theirs: gitrepository-layout(5). */
final class GitFileCases {
    private static final String FILE = "film/looks/.git";

    /** Wrong contents; the right one is {@code gitdir: ../.git/modules/looks}. */
    private static final List<String> CONTENTS = List.of(
            "",
            "\n",
            "gitdir:\n",
            "gitdir: \n",
            "gitdir: .\n",
            "gitdir: ..\n",
            "gitdir: ../.git\n",
            "gitdir: ../.git/\n",
            "gitdir: ../.git/modules\n",
            "gitdir: ../.git/objects\n",
            "gitdir: ../.git/modules/none\n",
            "gitdir: ../.git/modules/looks/..\n",
            "gitdir: ../.git/modules/looks/objects/..\n",
            "gitdir: ../.git/modules/looks/none/..\n",
            "gitdir: ../.git/modules/looks/HEAD/..\n",
            "gitdir: ../.git/./modules//looks\n",
            "gitdir: ../.GIT/modules/looks\n",
            "gitdir: ../.git/MODULES/looks\n",
            "gitdir: ../.git/modules/looks/\n",
            "gitdir: ../.git/modules/looks\n\n\n",
            "gitdir: ../.git/modules/looks\r\n",
            "gitdir: ../.git/modules/looks ",
            "gitdir: ../.git/modules/looks \n",
            "gitdir: ../.git/modules/looks\t\n",
            "gitdir:  ../.git/modules/looks\n",
            "gitdir:\t../.git/modules/looks\n",
            "gitdir:../.git/modules/looks\n",
            " gitdir: ../.git/modules/looks\n",
            "\ufeffgitdir: ../.git/modules/looks\n",
            "GITDIR: ../.git/modules/looks\n",
            "gitdir: ../.git/modules/looks\ngitdir: ../../../outside/repository/.git\n",
            "gitdir: ../.git/modules/looks\0/../../../../../../outside/repository/.git\n",
            "gitdir: ../../../outside/repository/.git\0/../.git/modules/looks\n",
            "gitdir: ../.git/modules/looks\u0001\n",
            "gitdir: ../.git/modules/looks\u2028\n",
            "gitdir: ../../../outside/repository/.git\n",
            "gitdir: ../.git/modules/looks/../../../../../outside/repository/.git\n",
            "gitdir: ..\\.git\\modules\\looks\n",
            "gitdir: ../.git\\..\\..\\..\\outside\n",
            "gitdir: ~/.git\n",
            "gitdir: $HOME/.git\n",
            "gitdir: file:///none\n",
            "gitdir: ../sub\n",
            "gitdir: ../looks/.git\n",
            "gitdir: ../vault/film.git\n",
            "gitdir: ../nested/.git\n");

    private GitFileCases() {}

    static List<HostileMeaning> all() {
        Catalogue cases = new Catalogue(".git file");
        for (String content : CONTENTS) {
            cases.add("\"" + content + "\"", (film, place) -> film.file(FILE, content)
                    .tree("film/vault/film.git", place.bare())
                    .tree("film/nested", place.nested()));
        }
        cases.add(
                "as it should be", Outcome.HARMLESS, (film, place) -> film.file(FILE, "gitdir: ../.git/modules/looks\n")
                        .file("film/new.txt", "new"));
        cases.add(
                "an absolute path",
                (film, place) -> film.file(FILE, "gitdir: " + place.outside() + "/repository/.git\n"));
        cases.add(
                "an absolute path within the project",
                (film, place) -> film.file(FILE, "gitdir: " + place.project() + "/.git/modules/looks\n"));
        cases.add("far too long", (film, place) -> film.file(FILE, "gitdir: " + "../".repeat(30_000) + "x\n"));
        addLinks(cases);
        addPlaces(cases);
        return cases.all();
    }

    /** Adds paths through links, for which the system goes elsewhere than the text suggests. */
    private static void addLinks(Catalogue cases) {
        for (String content : List.of(
                "gitdir: ../jump/.git\n",
                "gitdir: ../jump/../.git/modules/looks\n",
                "gitdir: ../jump/../outside/repository/.git\n",
                "gitdir: ../jump/../film/.git/modules/looks\n",
                "gitdir: ../.git/modules/looks/../../../jump/.git\n",
                "gitdir: ../jump\n")) {
            cases.add("\"" + content + "\" through a link that leads out", (film, place) -> film.link(
                            "film/jump", "../../outside/repository")
                    .file(FILE, content));
        }
        cases.add("through a link within the project", (film, place) -> film.link("film/jump", "sub/deep/er")
                .file("film/sub/deep/er/c.txt", "c")
                .file(FILE, "gitdir: ../jump/../../../.git/modules/looks\n"));
        cases.add("through a link to nowhere", (film, place) -> film.link("film/jump", "nowhere")
                .file(FILE, "gitdir: ../jump/../.git/modules/looks\n"));
    }

    private static void addPlaces(Catalogue cases) {
        cases.add(
                "in a folder of the working tree, of the project's own",
                (film, place) -> film.file("film/sub/.git", "gitdir: ../.git\n"));
        cases.add(
                "in a folder of the working tree, of its submodule",
                (film, place) -> film.file("film/sub/.git", "gitdir: ../.git/modules/looks\n"));
        cases.add("within a bare repository", (film, place) -> film.tree("film/vault/film.git", place.bare())
                .file("film/vault/film.git/.git", "gitdir: ../../.git\n"));
        cases.add(
                "within a bare repository, leading out", (film, place) -> film.tree("film/vault/film.git", place.bare())
                        .file("film/vault/film.git/.git", "gitdir: ../../../../outside/repository/.git\n"));
        cases.add("within a Git folder", (film, place) -> film.file("film/.git/.git", "gitdir: ../../outside\n"));
        cases.add(
                "within the folder of a submodule",
                (film, place) -> film.file("film/.git/modules/looks/.git", "gitdir: ../../../../outside\n"));
        cases.add("in the dependencies", (film, place) -> film.folder("film.dependencies")
                .file("film.dependencies/looks/.git", "gitdir: ../../film/.git\n"));
        cases.add("in the dependencies, leading out", (film, place) -> film.folder("film.dependencies")
                .file("film.dependencies/looks/.git", "gitdir: ../../../outside/repository/.git\n"));
        cases.add("as a program", (film, place) -> film.mode(FILE, 0755)
                .file(FILE, "#!/bin/sh\n" + MeaningProject.CANARY + "\n"));
        cases.add("as a link", (film, place) -> film.remove(FILE).link(FILE, "../../../outside/repository/.git"));
        cases.add("as a link to a Git folder of the project", (film, place) -> film.remove(FILE)
                .link(FILE, "../.git/modules/looks"));
    }
}
