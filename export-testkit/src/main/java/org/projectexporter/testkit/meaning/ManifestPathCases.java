package org.projectexporter.testkit.meaning;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.projectexporter.testkit.meaning.HostileMeaning.Outcome;

/** Manifests that claim that paths are files of the project, and hard links of each other. */
final class ManifestPathCases {
    private static final String A = "film/a.txt";

    private static final List<String> NOT_FILES = List.of(
            "",
            "/",
            ".",
            "..",
            "film",
            "film/",
            "film/sub",
            "film/sub/../a.txt",
            "film/./a.txt",
            "film//a.txt",
            "film/a.txt/",
            "film/A.TXT",
            "FILM/a.txt",
            "a.txt",
            "film/none.txt",
            "film\\a.txt",
            "film/..\\..\\victim.txt",
            "film/a.txt\0",
            "film/up/victim.txt",
            "film/up",
            "film/.git",
            "film/.git/HEAD",
            "film/.git/config",
            "film/.git/index",
            "film/.git/hooks/post-checkout",
            "film/.git/modules/looks/config",
            "film/looks/.git",
            "film.dependencies/../victim.txt",
            "film.import/SHA256SUMS",
            ".film.import/lock",
            "export-manifest.json",
            "SHA256SUMS");

    private ManifestPathCases() {}

    static List<HostileMeaning> all() {
        Catalogue cases = new Catalogue("hard_links");
        for (String path : NOT_FILES) {
            addBothWays(cases, path);
        }
        for (int up = 1; up <= 6; up++) {
            addBothWays(cases, "film/" + "../".repeat(up) + "victim.txt");
            addBothWays(cases, "../".repeat(up) + "victim.txt");
        }
        addAbsolute(cases);
        addEncoded(cases);
        addHarmless(cases);
        return cases.all();
    }

    private static void addBothWays(Catalogue cases, String path) {
        cases.add("\"" + path + "\" is " + A, Outcome.REFUSED, (film, place) -> film.link("film/up", "..")
                .manifest(json -> same(json, path, A)));
        cases.add(A + " is \"" + path + "\"", Outcome.REFUSED, (film, place) -> film.link("film/up", "..")
                .manifest(json -> same(json, A, path)));
    }

    private static void same(ObjectNode json, String path, String same) {
        json.withArray("hard_links").addObject().put("path", path).put("same_file_as", same);
    }

    private static void addAbsolute(Catalogue cases) {
        cases.add(
                "an absolute path is " + A,
                Outcome.REFUSED,
                (film, place) -> film.manifest(json -> same(json, place.outside() + "/victim.txt", A)));
        cases.add(
                A + " is an absolute path",
                Outcome.REFUSED,
                (film, place) -> film.manifest(json -> same(json, A, place.outside() + "/victim.txt")));
        cases.add("a link to an absolute path is " + A, Outcome.REFUSED, (film, place) -> film.link(
                        "film/away", place.outside() + "/victim.txt")
                .manifest(json -> same(json, "film/away", A)));
        cases.add("a file through a link to an absolute path", Outcome.REFUSED, (film, place) -> film.link(
                        "film/away", place.outside().toString())
                .manifest(json -> same(json, "film/away/victim.txt", A)));
    }

    private static void addEncoded(Catalogue cases) {
        cases.add(
                "Base64 that is none",
                Outcome.REFUSED,
                (film, place) -> film.manifest(json ->
                        json.withArray("hard_links").addObject().put("path", A).put("same_file_as_base64", "?")));
        for (String path : List.of("film/../../../victim.txt", "/victim.txt", "film/.git/HEAD")) {
            String base64 = Base64.getEncoder().encodeToString(path.getBytes(StandardCharsets.UTF_8));
            cases.add(
                    "Base64 of " + path,
                    Outcome.REFUSED,
                    (film, place) -> film.manifest(json -> json.withArray("hard_links")
                            .addObject()
                            .put("path", A)
                            .put("same_file_as", A)
                            .put("same_file_as_base64", base64)));
        }
    }

    private static void addHarmless(Catalogue cases) {
        cases.add("a file is itself", Outcome.HARMLESS, (film, place) -> film.manifest(json -> same(json, A, A)));
        cases.add(
                "two files of other content",
                Outcome.HARMLESS,
                (film, place) -> film.manifest(json -> same(json, A, "film/sub/b.txt")));
        cases.add("two files of other modes", Outcome.HARMLESS, (film, place) -> film.file(
                        "film/c.txt", MeaningProject.TEXT)
                .mode("film/c.txt", 0600)
                .manifest(json -> same(json, A, "film/c.txt")));
        cases.add("a ring", Outcome.HARMLESS, (film, place) -> film.file("film/c.txt", MeaningProject.TEXT)
                .hardLink("film/d.txt", "film/c.txt")
                .manifest(json -> {
                    same(json, "film/d.txt", "film/c.txt");
                    same(json, "film/c.txt", "film/d.txt");
                }));
        cases.add("a hundred times the same", Outcome.REFUSED, (film, place) -> film.file("film/c.txt", "c")
                .hardLink("film/d.txt", "film/c.txt")
                .manifest(json -> {
                    for (int i = 0; i < 100; i++) {
                        same(json, "film/d.txt", "film/c.txt");
                    }
                }));
        cases.add(
                "a file that vanished while it was exported",
                Outcome.HARMLESS,
                (film, place) -> film.manifest(json -> {
                    same(json, "film/gone.txt", A);
                    json.withArray("changed_while_exporting")
                            .addObject()
                            .put("path", "film/gone.txt")
                            .put("what", "vanished");
                }));
        cases.add(
                "a path outside that vanished",
                (film, place) -> film.manifest(json -> {
                    same(json, "film/../../../victim.txt", A);
                    json.withArray("changed_while_exporting")
                            .addObject()
                            .put("path", "film/../../../victim.txt")
                            .put("what", "vanished");
                }));
    }
}
