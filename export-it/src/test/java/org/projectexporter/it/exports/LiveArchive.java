package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.projectexporter.it.program.RepositoryView;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;

/** An archive of a project that changed during the export, unpacked by a foreign tool. */
final class LiveArchive {
    private final Path unpacked;
    private final Path film;
    private final Set<String> listed = new TreeSet<>();
    private final String story;

    private LiveArchive(Path unpacked, JsonNode manifest, String story) {
        this.unpacked = unpacked;
        this.film = unpacked.resolve("film");
        this.story = story;
        manifest.get("changed_while_exporting")
                .forEach(finding -> listed.add(finding.get("path").asText()));
    }

    static LiveArchive unpack(Path archive, String format, Unpacker unpacker, Path folder, String story)
            throws IOException {
        Path manifest = archive.resolveSibling(archive.getFileName() + ".manifest.json");
        return new LiveArchive(
                unpacker.unpack(archive, format, folder), new ObjectMapper().readTree(manifest.toFile()), story);
    }

    /** Paths that the manifest lists as changed or vanished. */
    Set<String> listed() {
        return listed;
    }

    void requireProvenBySums() throws IOException {
        ok("sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS");
    }

    private ToolRun ok(String... command) throws IOException {
        ToolRun run = Exec.in(unpacked).within(Duration.ofMinutes(2)).run(command);
        assertThat(run.exitCode()).as(story + ": " + run).isZero();
        return run;
    }

    private ToolRun git(String... question) throws IOException {
        ToolRun run = RepositoryView.ask(film, question);
        assertThat(run.exitCode()).as(story + ": " + run).isZero();
        return run;
    }

    void requireSoundRepository() throws IOException {
        assertThat(git("fsck", "--full").errors()).as(story).doesNotContain("error", "missing");
        git("log", "--all", "--reflog", "--stat", "--format=%H");
        git("status", "--porcelain");
        git("stash", "list");
    }

    /** Asserts that all refs of one transaction are in the same state. */
    void requireRefsOfOneMoment() throws IOException {
        List<String> pairs =
                git("for-each-ref", "--format=%(objectname)", "refs/heads/pair").lines();
        assertThat(pairs).as(story).hasSize(LiveRepository.PAIRED_REFS);
        assertThat(Set.copyOf(pairs)).as(story + ": " + pairs).hasSize(1);
    }

    void requireNothingFromOutside() throws IOException {
        ToolRun run = Exec.in(unpacked).run("grep", "-rlF", LiveFiles.CANARY, ".");
        assertThat(run.exitCode()).as(story + ": " + run).isOne();
    }

    /**
     * Asserts that each file has one of its states, or is listed.
     *
     * @param heldUp files that were half written for so long that this counts as a state
     */
    void requireWholeFilesOrListed(Set<String> heldUp) throws IOException {
        List<String> faults = new ArrayList<>();
        try (Stream<Path> files = Files.walk(film.resolve("live"))) {
            for (Path file : files.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                String path = unpacked.relativize(file).toString();
                String name = path.substring("film/live/".length());
                String fault = fault(name, Files.readAllBytes(file));
                if (fault != null && !listed.contains(path) && !heldUp.contains(name)) {
                    faults.add(path + ": " + fault);
                }
            }
        }
        assertThat(faults).as(story).isEmpty();
    }

    private static String fault(String path, byte[] content) {
        String[] names = path.split("/", 2);
        return switch (names[0]) {
            case "whole" -> ProvenContent.faultOfWhole("whole" + names[1], content);
            case "growing" -> ProvenContent.faultOfGrowing("growing" + names[1], content);
            case "moving" -> ProvenContent.faultOfWhole("moving", content);
            default -> ProvenContent.faultOfWhole(names[1].startsWith("folder") ? "folder" : "swapped", content);
        };
    }
}
