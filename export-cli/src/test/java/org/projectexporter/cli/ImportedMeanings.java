package org.projectexporter.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectImporter;
import org.projectexporter.testkit.TreeDiff;
import org.projectexporter.testkit.TreeSnapshot;
import org.projectexporter.testkit.meaning.HostileMeaning;
import org.projectexporter.testkit.meaning.HostileMeaning.Place;
import org.projectexporter.testkit.meaning.MeaningProject;
import org.projectexporter.testkit.reseal.Resealed;

/** Imports hostile archives, each into a place of its own, then has Git at what came in, and looks at what is around. */
final class ImportedMeanings {
    /** What an import makes beside DIR, and its work folder. */
    private static final String[] OWN = {
        "place/film", "place/film.import", "place/film.dependencies", "place/.film.import"
    };

    private final MeaningProject project;
    private final Resealed film;
    private final Path temp;
    private final Map<String, Trial> trials = new LinkedHashMap<>();

    /** One import. */
    static final class Trial {
        final HostileMeaning meaning;
        final Place place;
        Throwable refusal;
        final List<String> touched = new ArrayList<>();
        /** Names like the project's, before a refused import and after it. */
        final List<String> planted;

        final List<String> left = new ArrayList<>();
        List<String> started = List.of();
        private final TreeSnapshot before;

        private Trial(HostileMeaning meaning, Place place) throws IOException {
            this.meaning = meaning;
            this.place = place;
            this.planted = names();
            this.before = TreeSnapshot.of(around());
        }

        private Path around() {
            return place.outside().getParent();
        }

        /** What has changed outside the project since before the import; the folder that it lies in aside. */
        private void look(String when) throws IOException {
            TreeDiff.between(before, TreeSnapshot.of(around())).ignoring(OWN).withChangeTimes().differences().stream()
                    .filter(difference -> !difference.startsWith("place: "))
                    .forEach(difference -> touched.add(when + ": " + difference));
        }

        private List<String> names() throws IOException {
            List<String> names = new ArrayList<>();
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(place.project().getParent(), "{.,}film*")) {
                for (Path file : files) {
                    names.add(file.getFileName().toString());
                }
            }
            names.sort(null);
            return names;
        }
    }

    ImportedMeanings(MeaningProject project, Resealed film, Path temp) {
        this.project = project;
        this.film = film;
        this.temp = temp;
    }

    /** Seals the archive of each case in {@code format}, and imports it. */
    void importAll(List<HostileMeaning> meanings, String format) throws IOException {
        for (HostileMeaning meaning : meanings) {
            Path own = Files.createDirectories(temp.resolve(format + trials.size()));
            Trial trial = prepare(meaning, own);
            Path archive = temp.resolve("hostile." + format);
            Resealed changed = film.copy();
            meaning.change().apply(changed, trial.place);
            changed.write(archive);
            run(trial, archive);
            trials.put(key(meaning, format), trial);
        }
    }

    static String key(HostileMeaning meaning, String format) {
        return meaning.name() + " in " + format;
    }

    private Trial prepare(HostileMeaning meaning, Path own) throws IOException {
        Place place = project.placeIn(own);
        meaning.planted().in(place);
        return new Trial(meaning, place);
    }

    private static void run(Trial trial, Path archive) throws IOException {
        ImportRequest request =
                ImportRequest.builder(archive, trial.place.project()).build();
        try {
            ImportResult result = ProjectImporter.create().importProject(request, ProgressListener.NONE);
            if (!result.folder().equals(trial.place.project().toRealPath())) {
                trial.touched.add("imported to " + result.folder());
            }
        } catch (IOException | RuntimeException | Error e) {
            trial.refusal = e;
            trial.left.addAll(trial.names());
        }
        trial.look("import");
    }

    /** Calls ordinary Git commands in all that came in. */
    void letGitLoose() throws IOException {
        List<Trial> imported =
                trials.values().stream().filter(trial -> trial.refusal == null).toList();
        Map<Path, List<String>> started = new OrdinaryGit(temp)
                .run(imported.stream().map(trial -> trial.place.project()).toList());
        for (Trial trial : imported) {
            trial.started = started.get(trial.place.project());
            trial.look("git");
            if (Files.exists(
                    trial.place.project().resolve(MeaningProject.CANARY + ".ran"), LinkOption.NOFOLLOW_LINKS)) {
                trial.started.add("a program of the archive has left a trace");
            }
        }
    }

    Trial of(String key) {
        return trials.get(key);
    }
}
