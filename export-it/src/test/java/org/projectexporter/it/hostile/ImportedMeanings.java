package org.projectexporter.it.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.it.program.OrdinaryGit;
import org.projectexporter.testkit.meaning.HostileMeaning;
import org.projectexporter.testkit.meaning.MeaningProject;
import org.projectexporter.testkit.reseal.Resealed;

/**
 * Imports hostile archives, each into its own folder, then runs Git on the results. Many become the same harmless tree:
 * Git is run on only one of these.
 */
final class ImportedMeanings {
    private final MeaningProject project;
    private final Resealed film;
    private final Path temp;
    private final boolean sparing;
    private final Map<String, HostileImport> imports = new LinkedHashMap<>();
    /** One import for each distinct tree. */
    private final Map<String, HostileImport> trees = new HashMap<>();

    /**
     * Imports below {@code temp} the archives that the cases make of {@code film}, an export of {@code project}.
     *
     * @param sparing whether to remove trees immediately when they are no longer needed
     */
    ImportedMeanings(MeaningProject project, Resealed film, Path temp, boolean sparing) {
        this.sparing = sparing;
        this.project = project;
        this.film = film;
        this.temp = temp;
    }

    /** Seals the archive of each case in {@code format}, and imports it. */
    void importAll(List<HostileMeaning> meanings, String format) throws IOException {
        for (HostileMeaning meaning : meanings) {
            Path own = Files.createDirectories(temp.resolve(format + imports.size()));
            HostileImport made = new HostileImport(meaning, project.placeIn(own));
            Resealed changed = film.copy();
            meaning.change().apply(changed, made.place());
            Path archive = temp.resolve("hostile." + format);
            changed.write(archive);
            made.run(archive);
            imports.put(key(meaning, format), made);
            boolean done = made.refusal() != null || trees.putIfAbsent(made.fingerprint(changed), made) != null;
            if (done && sparing) {
                made.remove();
            }
        }
    }

    static String key(HostileMeaning meaning, String format) {
        return meaning.name() + " in " + format;
    }

    /** Runs ordinary Git commands in all imported trees. */
    void letGitLoose() throws IOException {
        List<HostileImport> imported = new ArrayList<>(trees.values());
        Map<Path, List<String>> started = new OrdinaryGit(temp)
                .run(imported.stream().map(made -> made.place().project()).toList());
        for (HostileImport made : imported) {
            Path folder = made.place().project();
            made.startedByGit(started.get(folder));
            made.look("git");
            if (Files.exists(folder.resolve(MeaningProject.CANARY + ".ran"), LinkOption.NOFOLLOW_LINKS)) {
                made.startedByGit(List.of("a program of the archive has left a trace"));
            }
        }
    }

    HostileImport of(String key) {
        return imports.get(key);
    }

    /** The number of trees in which Git was run. */
    int trees() {
        return trees.size();
    }
}
