package org.projectexporter.testkit.meaning;

import java.util.List;

/** Symbolic refs to something that is not a ref: Git would write a commit's id there. */
final class RefCases {
    private static final List<String> REFS = List.of(
            "HEAD",
            "ORIG_HEAD",
            "CHERRY_PICK_HEAD",
            "AUTO_MERGE",
            "refs/stash",
            "refs/heads/main",
            "refs/heads/other",
            "refs/heads/deep/er/x",
            "refs/remotes/origin/main",
            "refs/tags/v1");

    private static final List<String> TARGETS = List.of(
            "refs/../../../../outside/new",
            "refs/heads/../../../../../outside/new",
            "refs/../../../../outside/victim.txt",
            "refs/../../../../outside/repository/.git/HEAD",
            "refs/../config",
            "refs/../hooks/post-checkout",
            "../../../outside/new",
            "config",
            "refs/heads/\0/../../../../../outside/new");

    private RefCases() {}

    static List<HostileMeaning> all() {
        Catalogue cases = new Catalogue("ref");
        for (String ref : REFS) {
            cases.add(
                    ref + " is " + TARGETS.get(0),
                    (film, place) -> film.file("film/.git/" + ref, "ref: " + TARGETS.get(0) + "\n"));
            cases.add(
                    ref + " is an absolute path",
                    (film, place) -> film.file("film/.git/" + ref, "ref: " + place.outside() + "/new\n"));
        }
        for (String target : TARGETS) {
            cases.add(
                    "the project's HEAD is " + target,
                    (film, place) -> film.file("film/.git/HEAD", "ref: " + target + "\n"));
            cases.add(
                    "a submodule's HEAD is deeper than " + target,
                    (film, place) -> film.file(
                            "film/.git/modules/looks/HEAD",
                            "ref: " + target.replace("refs/..", "refs/../../..") + "\n"));
            cases.add("a bare repository's HEAD is " + target, (film, place) -> film.tree(
                            "film/vault/film.git", place.bare())
                    .file("film/vault/film.git/HEAD", "ref: " + target + "\n"));
        }
        cases.add(
                "HEAD has many blanks",
                (film, place) -> film.file("film/.git/HEAD", "ref: " + TARGETS.get(0) + " ".repeat(2_000_000)));
        cases.add("HEAD has none", (film, place) -> film.file("film/.git/HEAD", "ref:" + TARGETS.get(0)));
        cases.add(
                "a packed one leads out",
                (film, place) -> film.file("film/.git/packed-refs", "12".repeat(20) + " " + TARGETS.get(0) + "\n"));
        return cases.all();
    }
}
