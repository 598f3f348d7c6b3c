package org.projectexporter.it.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectImporter;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.fixtures.TreeSnapshot;
import org.projectexporter.testkit.meaning.HostileMeaning;
import org.projectexporter.testkit.meaning.HostileMeaning.Place;
import org.projectexporter.testkit.reseal.Resealed;

/** One import of a hostile archive, and its effects on the surroundings. */
final class HostileImport {
    /** The folders that an import creates next to DIR, and its work folder. */
    private static final Set<RawPath> OWN = Set.of(
            RawPath.of("place/film"),
            RawPath.of("place/film.import"),
            RawPath.of("place/film.dependencies"),
            RawPath.of("place/.film.import"));

    private final HostileMeaning meaning;
    private final Place place;
    private final List<String> namesBefore;
    private final TreeSnapshot before;
    private final List<String> touched = new ArrayList<>();
    private final List<String> started = new ArrayList<>();
    private List<String> left = List.of();
    private Throwable refusal;

    /** Prepares an import, and plants what the case plants. */
    HostileImport(HostileMeaning meaning, Place place) throws IOException {
        meaning.planted().in(place);
        this.meaning = meaning;
        this.place = place;
        this.namesBefore = names();
        this.before = TreeSnapshot.of(around(), OWN);
    }

    private Path around() {
        return place.outside().getParent();
    }

    Place place() {
        return place;
    }

    HostileMeaning meaning() {
        return meaning;
    }

    /** Why it was not imported; null if it was. */
    Throwable refusal() {
        return refusal;
    }

    /** What has changed outside the project. */
    List<String> touched() {
        return touched;
    }

    /** Programs started by Git that are not its own. */
    List<String> started() {
        return started;
    }

    /** The files that a refused import has left. */
    List<String> left() {
        return left;
    }

    void startedByGit(List<String> programs) {
        started.addAll(programs);
    }

    void run(Path archive) throws IOException {
        ImportRequest request = ImportRequest.builder(archive, place.project()).build();
        try {
            ImportResult result = ProjectImporter.create().importProject(request, ProgressListener.NONE);
            if (!result.folder().equals(place.project().toRealPath())) {
                touched.add("imported to " + result.folder());
            }
        } catch (IOException | RuntimeException | Error e) {
            refusal = e;
            left = new ArrayList<>(names());
            left.removeAll(namesBefore);
        }
        look("import");
    }

    /** Records what has changed outside the project since before the import, except for its parent folder. */
    void look(String when) throws IOException {
        TreeDiff.between(before, TreeSnapshot.of(around(), OWN)).withChangeTimes().differences().stream()
                .filter(difference -> !difference.startsWith("place: "))
                .forEach(difference -> touched.add(when + ": " + difference));
    }

    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(place.project().getParent(), "{.,}film*")) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    /**
     * A key that is equal for trees that Git sees as equal: an index, which depends on the place of its files, is
     * compared as sealed.
     */
    String fingerprint(Resealed sealed) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<RawPath, TreeSnapshot.Node> entry :
                TreeSnapshot.of(place.project()).nodes().entrySet()) {
            FileStat stat = entry.getValue().stat();
            RawPath path = entry.getKey();
            boolean index = path.fileName().toString().matches("(?i)(shared)?index.*");
            text.append(path).append(' ').append(stat.kind()).append(' ').append(stat.mode());
            text.append(index ? " as sealed" : " " + entry.getValue().content()).append('\n');
        }
        return text + indexes(sealed);
    }

    private static String indexes(Resealed sealed) {
        StringBuilder text = new StringBuilder();
        for (String path : sealed.paths()) {
            if (path.matches("(?i).*/(shared)?index[^/]*")) {
                text.append(path).append(new String(sealed.content(path), StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    /** Removes everything once it is no longer needed. */
    void remove() throws IOException {
        remove(around());
    }

    private static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    remove(child);
                }
            }
        }
        Files.delete(path);
    }
}
