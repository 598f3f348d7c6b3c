package org.projectexporter.internal.exporting.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.ConfinedFolder;

/** Finds the id of a project for which none was given. */
public final class ProjectId {
    private static final int LARGEST_PROJECT_JSON = 1 << 20;
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private ProjectId() {}

    /**
     * The {@code id} of {@code project.json} if it is a UUID; else a UUID made of the root commits, else of the name.
     */
    public static String find(Path project, List<String> sortedRootCommits, RawPath name) {
        return fromProjectJson(project.resolve("project.json"))
                .orElseGet(() -> sortedRootCommits.isEmpty()
                        ? UUID.nameUUIDFromBytes(name.bytes()).toString()
                        : UUID.nameUUIDFromBytes(
                                        String.join("\n", sortedRootCommits).getBytes(StandardCharsets.US_ASCII))
                                .toString());
    }

    private static Optional<String> fromProjectJson(Path file) {
        try {
            FileStat stat = FileStat.read(file);
            if (stat.size() > LARGEST_PROJECT_JSON) {
                return Optional.empty();
            }
            JsonNode id = new ObjectMapper().readTree(read(file, stat)).path("id");
            boolean uuid = id.isTextual() && UUID_TEXT.matcher(id.textValue()).matches();
            return uuid ? Optional.of(id.textValue()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it is the user's file: if it is not JSON, it has no id
        }
    }

    private static byte[] read(Path file, FileStat stat) throws IOException {
        try (ConfinedFolder project = ConfinedFolder.of(file);
                InputStream in = Channels.newInputStream(project.open(file, stat))) {
            return in.readNBytes(LARGEST_PROJECT_JSON);
        }
    }
}
