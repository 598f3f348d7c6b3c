package org.projectexporter.testkit.meaning;

import java.util.List;

import org.projectexporter.testkit.meaning.HostileMeaning.Outcome;

/** Other claims of a manifest: files that were clean, objects that were corrupt, names, numbers, versions. */
final class ManifestClaimCases {
    private static final List<String> PATHS = List.of(
            "",
            "/victim.txt",
            "../../victim.txt",
            "film/../../../victim.txt",
            "film/.git/index",
            "film/\0",
            "film/none");

    private ManifestClaimCases() {}

    static List<HostileMeaning> all() {
        Catalogue cases = new Catalogue("manifest");
        addLists(cases);
        addObjects(cases);
        addObjectsFromTree(cases);
        addFields(cases);
        addText(cases);
        return cases.all();
    }

    private static void addLists(Catalogue cases) {
        for (String path : PATHS) {
            for (String list : List.of("git_not_clean", "changed_while_exporting")) {
                cases.add(
                        list + " has \"" + path + "\"",
                        Outcome.HARMLESS,
                        (film, place) -> film.manifest(json -> json.withArray(list)
                                .addObject()
                                .put("path", path)
                                .put("what", "x")));
            }
        }
        for (String list : List.of("dependencies", "portability", "git_left_out", "git_rewritten", "lfs_missing")) {
            cases.add(
                    list + " leads out",
                    Outcome.HARMLESS,
                    (film, place) -> film.manifest(json -> json.withArray(list)
                            .addObject()
                            .put("path", "film/../../../victim.txt")
                            .put("target", "../../victim.txt")
                            .put("what", "x")));
        }
        cases.add(
                "not_in_sha256sums leads out",
                Outcome.FOUND_WRONG,
                (film, place) -> film.manifest(json -> json.withArray("not_in_sha256sums")
                        .addObject()
                        .put("path", "film/../../../victim.txt")
                        .put("sha256", "00")));
        cases.add(
                "git_not_clean is missing",
                Outcome.HARMLESS,
                (film, place) -> film.manifest(json -> json.remove("git_not_clean")));
    }

    private static void addObjects(Catalogue cases) {
        String oid = "12".repeat(32);
        String object = "film/.git/lfs/objects/12/12/" + oid;
        cases.add("a corrupt object that is not listed", Outcome.FOUND_WRONG, (film, place) -> film.file(object, "x"));
        for (String path : List.of("film/a.txt", "film/.git/lfs/objects/34/34/" + oid, "../../victim.txt")) {
            cases.add("a corrupt object that is listed as " + path, Outcome.FOUND_WRONG, (film, place) -> film.file(
                            object, "x")
                    .manifest(json -> json.withArray("lfs_corrupt")
                            .addObject()
                            .put("path", path)
                            .put("oid", oid)));
        }
        cases.add("a corrupt object that is listed as another", Outcome.FOUND_WRONG, (film, place) -> film.file(
                        object, "x")
                .manifest(json -> json.withArray("lfs_corrupt")
                        .addObject()
                        .put("path", object)
                        .put("oid", "34".repeat(32))));
        cases.add("a corrupt object that is listed", Outcome.HARMLESS, (film, place) -> film.file(object, "x")
                .manifest(json -> json.withArray("lfs_corrupt")
                        .addObject()
                        .put("path", object)
                        .put("oid", oid)));
    }

    /** None of them is in the script that the archive does not have, so each is wrong for two reasons. */
    private static void addObjectsFromTree(Catalogue cases) {
        String oid = "12".repeat(32);
        String store = "/lfs/objects/12/12/" + oid;
        for (String object : List.of(
                "film/.git" + store,
                "film" + store,
                "film/.git/hooks/pre-commit",
                "film/../../victim.txt",
                "../../victim.txt")) {
            for (String path : List.of("film/take.mov", "film/.git/config", "film/sub", "../../victim.txt")) {
                cases.add(
                        "lfs_from_tree has \"" + object + "\" as \"" + path + "\"",
                        Outcome.FOUND_WRONG,
                        (film, place) -> film.manifest(json -> json.put("export_version", "2.0")
                                .withArray("lfs_from_tree")
                                .addObject()
                                .put("oid", oid)
                                .put("size", 1)
                                .put("mode", "0644")
                                .put("mtime", "2025-01-15T10:00:00Z")
                                .put("path", path)
                                .put("object", object)));
            }
        }
        cases.add(
                "lfs_from_tree has something else",
                Outcome.FOUND_WRONG,
                (film, place) -> film.manifest(
                        json -> json.withArray("lfs_from_tree").addObject().put("oid", "../../victim.txt")));
        cases.add(
                "a script without a list",
                Outcome.FOUND_WRONG,
                (film, place) -> film.script("#!/bin/sh\ntouch " + MeaningProject.CANARY + ".ran\n"));
    }

    private static void addFields(Catalogue cases) {
        for (String name : List.of("", "..", "other", "film/sub", "/", "FILM")) {
            cases.add(
                    "the project is called \"" + name + "\"",
                    Outcome.FOUND_WRONG,
                    (film, place) -> film.manifest(json -> json.put("name", name)));
        }
        cases.add(
                "a version that is not known",
                Outcome.REFUSED,
                (film, place) -> film.manifest(json -> json.put("export_version", "3.0")));
        cases.add(
                "a version that is none",
                Outcome.REFUSED,
                (film, place) -> film.manifest(json -> json.put("export_version", "../1.0")));
        cases.add(
                "a number of commits that is none",
                Outcome.HARMLESS,
                (film, place) ->
                        film.manifest(json -> json.withObject("/statistics").put("git_commits", "../../x")));
        cases.add(
                "more bytes than there are",
                Outcome.FOUND_WRONG,
                (film, place) ->
                        film.manifest(json -> json.withObject("/statistics").put("total_size_bytes", 77)));
        cases.add(
                "another format", // as in a tar that was unpacked on the way
                Outcome.HARMLESS,
                (film, place) ->
                        film.manifest(json -> json.withObject("/export_options").put("format", "tar.zst")));
        cases.add(
                "an identity that is a path",
                Outcome.HARMLESS,
                (film, place) -> film.manifest(json -> json.put("project_id", "../../victim.txt")));
    }

    private static void addText(Catalogue cases) {
        String claim = "\"hard_links\" : [{\"path\":\"film/../../../victim.txt\",\"same_file_as\":\"film/a.txt\"}],";
        cases.add(
                "a list that comes twice",
                Outcome.REFUSED,
                (film, place) -> film.manifestText(text -> text.replaceFirst("\\{", "{" + claim)));
        cases.add(
                "brackets without end",
                Outcome.FOUND_WRONG,
                (film, place) ->
                        film.manifestText(text -> text.replaceFirst("\\{", "{\"deep\":" + "[".repeat(100_000))));
        cases.add(
                "deeper than is read",
                Outcome.FOUND_WRONG,
                (film, place) -> film.manifestText(text ->
                        text.replaceFirst("\\{", "{" + "\"d\":{".repeat(5000) + "\"e\":1" + "}".repeat(5000) + ",")));
        cases.add("something behind it", Outcome.FOUND_WRONG, (film, place) -> film.manifestText(text -> text + "{}"));
        cases.add(
                "a number of a million digits",
                (film, place) ->
                        film.manifestText(text -> text.replaceFirst("\\{", "{\"n\":" + "9".repeat(1_000_000) + ",")));
        cases.add("no JSON", Outcome.FOUND_WRONG, (film, place) -> film.manifestText(text -> "\u001b[2J"));
        cases.add(
                "SHA256SUMS leads out",
                Outcome.FOUND_WRONG,
                (film, place) -> film.sums(text -> text + "0".repeat(64) + "  film/../../../victim.txt\n"));
    }
}
