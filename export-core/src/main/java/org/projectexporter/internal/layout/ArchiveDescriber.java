package org.projectexporter.internal.layout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.projectexporter.ArchiveDescription;
import org.projectexporter.ArchiveDescription.Volume;
import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.internal.plugin.Plugins;
import org.projectexporter.spi.ArchiveFormat;

/** Describes an archive by what is next to it and by its manifest. */
public final class ArchiveDescriber {
    /** What the manifest lists of what is unexpected; see docs/manifest.md. */
    private static final List<String> UNEXPECTED = List.of(
            "git_unknown",
            "git_broken",
            "lfs_missing",
            "lfs_corrupt",
            "changed_while_exporting",
            "unreadable",
            "not_allowed",
            "references_unresolved");

    private static final List<String> EXPECTED = List.of("special_files", "notes");
    private static final int MOST_OF_A_KIND = 20;

    private final Plugins<ArchiveFormat> formats;

    public ArchiveDescriber(Plugins<ArchiveFormat> formats) {
        this.formats = formats;
    }

    /**
     * Describes it.
     *
     * @param given {@code FILE}, or {@code FILE.001}
     * @throws ExportException if there is none, a volume is missing, or it has no manifest
     */
    public ArchiveDescription describe(Path given) throws IOException {
        ArchiveParts parts = ArchiveParts.find(given);
        ChecksumsFile sums = ChecksumsFile.nextTo(parts);
        ManifestReader.requireComplete(parts, sums);
        String text = new ManifestReader(formats).read(given);
        JsonNode json = parse(text, parts.archive());
        ArchiveDescription.Builder description = ArchiveDescription.builder(
                        parts.archive(),
                        format(parts, json),
                        parts.sibling(ChecksumsFile.MANIFEST),
                        parts.sibling(ChecksumsFile.SUFFIX),
                        text)
                .volumes(volumes(parts, sums))
                .checksumsDamaged(sums != null && digests(parts, sums).isEmpty());
        if (parts.isSplit()) {
            description.restoreNote(Optional.of(parts.sibling(ChecksumsFile.RESTORE_NOTE)));
        }
        Path report = parts.sibling(ChecksumsFile.REPORT);
        if (Files.isRegularFile(report, LinkOption.NOFOLLOW_LINKS)) {
            description.report(Optional.of(report));
        }
        return manifest(description, json).build();
    }

    private static JsonNode parse(String text, Path archive) throws ExportException {
        try {
            JsonNode json = new ObjectMapper().readTree(text);
            if (json != null && json.isObject()) {
                return json;
            }
            throw new ExportException(
                    Reason.ARCHIVE_DAMAGED, "the manifest of " + archive + " is not a JSON object; verify the archive");
        } catch (JsonProcessingException e) {
            throw new ExportException(
                    Reason.ARCHIVE_DAMAGED,
                    "the manifest of " + archive + " cannot be read: " + e.getOriginalMessage()
                            + "; verify the archive",
                    e);
        }
    }

    /** As its first bytes say, since another program may have packed it again; else as the manifest says. */
    private String format(ArchiveParts parts, JsonNode json) throws IOException {
        ArchiveFormat recognized = FormatOfContent.recognized(parts, formats.all());
        JsonNode format = json.path("export_options").path("format");
        if (recognized != null) {
            return recognized.name();
        }
        return format.isTextual()
                ? format.textValue()
                : FormatOfName.find(parts.archive(), formats.all()).name();
    }

    private static List<Volume> volumes(ArchiveParts parts, @Nullable ChecksumsFile sums) {
        List<String> digests = sums == null ? List.of() : digests(parts, sums);
        List<Volume> volumes = new ArrayList<>();
        for (ArchiveParts.Part part : parts.parts()) {
            Optional<String> sha256 =
                    digests.isEmpty() ? Optional.empty() : Optional.of(digests.get(part.number() - 1));
            volumes.add(new Volume(part.file(), part.bytes(), sha256));
        }
        return volumes;
    }

    /** One for each file; empty if the list is damaged, or is of other files, as of volumes that were joined since. */
    private static List<String> digests(ArchiveParts parts, ChecksumsFile sums) {
        List<String> listed = sums.volumes();
        return sums.isDamaged() || listed.size() != parts.parts().size() ? List.of() : listed;
    }

    private static ArchiveDescription.Builder manifest(ArchiveDescription.Builder description, JsonNode json) {
        JsonNode statistics = json.path("statistics");
        JsonNode commits = statistics.path("git_commits");
        List<String> warnings = new ArrayList<>();
        UNEXPECTED.forEach(kind -> addFindings(json.path(kind), warnings));
        List<String> notes = new ArrayList<>();
        EXPECTED.forEach(kind -> addFindings(json.path(kind), notes));
        long leftOut = 0;
        for (JsonNode pattern : json.path("left_out")) {
            leftOut += pattern.path("files").asLong();
        }
        return description
                .exportVersion(json.path("export_version").asText())
                .projectId(json.path("project_id").asText())
                .name(json.path("name").asText())
                .exportedAt(instant(json.path("exported_at").asText()))
                .files(statistics.path("total_files").asLong())
                .bytes(statistics.path("total_size_bytes").asLong())
                .commits(commits.isNumber() ? OptionalLong.of(commits.longValue()) : OptionalLong.empty())
                .leftOutFiles(leftOut)
                .warnings(warnings)
                .notes(notes)
                .incomplete(!warnings.isEmpty());
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
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
}
