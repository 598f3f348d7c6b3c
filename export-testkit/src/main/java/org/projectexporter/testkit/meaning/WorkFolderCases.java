package org.projectexporter.testkit.meaning;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.testkit.meaning.HostileMeaning.Place;

/** Something else at the path of an import's work folder, {@code .film.import}, or of what it creates. */
final class WorkFolderCases {
    private WorkFolderCases() {}

    static List<HostileMeaning> all() {
        Catalogue cases = new Catalogue("work folder");
        addNames(cases);
        addLinks(cases);
        addFiles(cases);
        return cases.all();
    }

    private static Path work(Place place) {
        return place.project().resolveSibling(".film.import");
    }

    private static void addNames(Catalogue cases) {
        cases.planted("names of what is others'", place -> names(place, place.outside(), place.outside()));
        cases.planted(
                "names of a file",
                place -> names(place, place.project(), place.outside().resolve("victim.txt")));
        cases.planted(
                "names of the folder around",
                place -> names(place, place.project(), place.project().resolveSibling("other")));
        cases.planted(
                "names with ..",
                place -> names(place, place.project(), place.project().resolve("../../outside")));
        cases.planted("names that are none", place -> {
            Files.createDirectory(work(place));
            Files.writeString(work(place).resolve("names"), "\0\n%zz\n[]\n");
        });
        cases.planted("names that are a link", place -> {
            Files.createDirectory(work(place));
            Files.createSymbolicLink(
                    work(place).resolve("names"), place.outside().resolve("victim.txt"));
        });
        cases.planted(
                "names that are a folder",
                place -> Files.createDirectories(work(place).resolve("names/x")));
    }

    private static void names(Place place, Path... names) throws IOException {
        Files.createDirectory(work(place));
        StringBuilder text = new StringBuilder();
        for (Path name : names) {
            URI uri = name.toUri();
            text.append(uri.getRawPath()).append('\n');
        }
        Files.writeString(work(place).resolve("names"), text);
    }

    private static void addLinks(Catalogue cases) {
        cases.planted("a link to a folder", place -> Files.createSymbolicLink(work(place), place.outside()));
        cases.planted(
                "a link to nowhere",
                place -> Files.createSymbolicLink(work(place), place.outside().resolve("made")));
        cases.planted(
                "a link to a file",
                place -> Files.createSymbolicLink(work(place), place.outside().resolve("victim.txt")));
        for (String name : List.of("tree", "beside", "late", "lock", "link", "volume-0", "request")) {
            cases.planted("a link " + name, place -> {
                Files.createDirectory(work(place));
                Files.createSymbolicLink(work(place).resolve(name), place.outside());
            });
            cases.planted("a link " + name + " to a file", place -> {
                Files.createDirectory(work(place));
                Files.createSymbolicLink(
                        work(place).resolve(name), place.outside().resolve("victim.txt"));
            });
        }
        cases.planted("links below the tree", place -> {
            Path tree = Files.createDirectories(work(place).resolve("tree/project"));
            Files.createSymbolicLink(tree.resolve("sub"), place.outside());
            Files.createSymbolicLink(tree.resolve(".git"), place.outside().resolve("repository/.git"));
        });
    }

    private static void addFiles(Catalogue cases) {
        cases.planted("a file", place -> Files.writeString(work(place), "x"));
        cases.planted(
                "a link in place of the project", place -> Files.createSymbolicLink(place.project(), place.outside()));
        cases.planted(
                "a link to nowhere in place of the project",
                place -> Files.createSymbolicLink(
                        place.project(), place.outside().resolve("made")));
        cases.planted(
                "a link in place of the metadata",
                place -> Files.createSymbolicLink(place.project().resolveSibling("film.import"), place.outside()));
        cases.planted(
                "a link in place of the dependencies",
                place ->
                        Files.createSymbolicLink(place.project().resolveSibling("film.dependencies"), place.outside()));
    }
}
