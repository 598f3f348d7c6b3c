package org.projectexporter.sidecar.internal.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import org.projectexporter.ExportResult;
import org.projectexporter.sidecar.internal.jobs.JobView.Result;
import org.projectexporter.sidecar.internal.jobs.JobView.Volume;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** A finished archive, as reported to clients. */
final class FinishedArchive {
    /** A line as sha256sum writes it, with a backslash before it if the name contains one. */
    private static final Pattern SUMS_LINE = Pattern.compile("\\\\?([0-9a-f]{64}) [ *].*");

    /** The manifest's lists of unexpected findings; see docs/manifest.md. */
    private static final List<String> UNEXPECTED =
            List.of("lfs_missing", "lfs_corrupt", "changed_while_exporting", "not_allowed");

    private static final int MOST_OF_A_KIND = 20;

    private final Path archive;
    private final PrivatePaths paths;

    FinishedArchive(Path archive, PrivatePaths paths) {
        this.archive = archive;
        this.paths = paths;
    }

    /** From the result of the export. */
    Result of(ExportResult made) throws IOException {
        return new Result(
                volumes(made.volumes()),
                made.manifest(),
                made.archiveBytes(),
                made.files(),
                made.bytes(),
                made.commits(),
                made.leftOutFiles(),
                paths.clean(made.warnings()),
                made.incomplete());
    }

    /** From the files on the disk, for an export that was killed right after it had given the names. */
    Result ofDisk() throws IOException {
        Path manifest = companion(".manifest.json");
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(manifest));
        JsonNode statistics = json.path("statistics");
        JsonNode commits = statistics.path("git_commits");
        List<Volume> volumes = volumes(filesOnDisk());
        List<String> warnings = new ArrayList<>();
        UNEXPECTED.forEach(kind -> addFindings(json.path(kind), warnings));
        boolean incomplete = !warnings.isEmpty();
        addFindings(json.path("special_files"), warnings);
        addFindings(json.path("notes"), warnings);
        return new Result(
                volumes,
                manifest,
                volumes.stream().mapToLong(Volume::bytes).sum(),
                statistics.path("total_files").asLong(),
                statistics.path("total_size_bytes").asLong(),
                commits.isNumber() ? OptionalLong.of(commits.longValue()) : OptionalLong.empty(),
                StreamSupport.stream(json.path("left_out").spliterator(), false)
                        .mapToLong(pattern -> pattern.path("files").asLong())
                        .sum(),
                paths.clean(warnings),
                incomplete);
    }

    private static void addFindings(JsonNode findings, List<String> lines) {
        int number = 0;
        for (JsonNode finding : findings) {
            if (number++ == MOST_OF_A_KIND) {
                lines.add("and " + (findings.size() - MOST_OF_A_KIND) + " more like this; the manifest lists them");
                return;
            }
            String path = finding.has("path") ? finding.path("path").asText() + ": " : "";
            lines.add(path + finding.path("what").asText());
        }
    }

    private List<Path> filesOnDisk() {
        if (Files.isRegularFile(archive)) {
            return List.of(archive);
        }
        List<Path> files = new ArrayList<>();
        Path next = companion(".001");
        while (Files.isRegularFile(next)) {
            files.add(next);
            next = companion(String.format(Locale.ROOT, ".%03d", files.size() + 1));
        }
        return files;
    }

    private Path companion(String suffix) {
        byte[] name = NativeNames.nameOf(archive).bytes();
        byte[] bytes = Arrays.copyOf(name, name.length + suffix.length());
        System.arraycopy(suffix.getBytes(StandardCharsets.US_ASCII), 0, bytes, name.length, suffix.length());
        Path folder = archive.getParent();
        return NativeNames.resolve(folder == null ? archive : folder, RawPath.of(bytes));
    }

    /** With the digests in {@code FILE.sha256}, whose first lines are those of the volumes in their order. */
    private List<Volume> volumes(List<Path> files) throws IOException {
        String[] sums = Files.readString(companion(".sha256"), StandardCharsets.ISO_8859_1)
                .split("\n", -1);
        List<Volume> volumes = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Matcher line = SUMS_LINE.matcher(i < sums.length ? sums[i] : "");
            if (!line.matches()) {
                throw new IOException(
                        "line " + (i + 1) + " of " + companion(".sha256") + " is not that of volume " + (i + 1));
            }
            Path file = files.get(i);
            volumes.add(new Volume(file, NativeNames.nameOf(file).toString(), Files.size(file), line.group(1)));
        }
        return volumes;
    }
}
