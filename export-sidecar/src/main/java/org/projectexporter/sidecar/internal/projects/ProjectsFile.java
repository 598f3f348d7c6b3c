package org.projectexporter.sidecar.internal.projects;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.projectexporter.sidecar.ProjectDirectory;
import org.projectexporter.sidecar.internal.files.FileVersion;

/** Projects of a file that maps ids to paths; see {@link ProjectDirectory#ofFile}. */
public final class ProjectsFile implements ProjectDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectsFile.class);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final long MOST_BYTES = 256L << 20;

    private final Path file;
    private volatile Map<String, Project> projects = Map.of();
    private volatile @Nullable FileVersion read;
    private volatile @Nullable String problem;

    private ProjectsFile(Path file) {
        this.file = file;
    }

    /** Reads the file for the first time; see {@link ProjectDirectory#ofFile}. */
    public static ProjectsFile open(Path file) throws IOException {
        ProjectsFile opened = new ProjectsFile(file.toAbsolutePath().normalize());
        opened.read = FileVersion.of(opened.file);
        opened.projects = opened.parse();
        return opened;
    }

    @Override
    public Optional<Project> find(String id) {
        refresh();
        return Optional.ofNullable(projects.get(id));
    }

    @Override
    public List<Project> list() {
        refresh();
        return List.copyOf(projects.values());
    }

    @Override
    public Optional<String> problem() {
        refresh();
        return Optional.ofNullable(problem);
    }

    private void refresh() {
        try {
            if (!FileVersion.of(file).isSame(read)) {
                readAgain();
            }
        } catch (IOException e) {
            failed("it cannot be read (" + e + ")");
        }
    }

    private synchronized void readAgain() throws IOException {
        FileVersion now = FileVersion.of(file);
        if (now.isSame(read)) {
            return; // another thread has read it in the meantime
        }
        Map<String, Project> found;
        try {
            found = parse();
        } catch (MistakeException e) {
            read = now;
            failed(String.valueOf(e.getMessage()));
            return;
        }
        if (problem != null || !found.keySet().equals(projects.keySet())) {
            LOG.atInfo().addKeyValue("event", "projects").log("read {} projects from {}", found.size(), file);
        }
        projects = found;
        read = now;
        problem = null;
    }

    /** Logs each reason once. */
    private synchronized void failed(String reason) {
        String message = file + " is not used, and its previous version remains in effect: " + reason;
        if (!message.equals(problem)) {
            problem = message;
            read = null;
            LOG.atError().addKeyValue("event", "projects").log("{}", message);
        }
    }

    private Map<String, Project> parse() throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new MistakeException(file + " has more than " + MOST_BYTES + " bytes");
        }
        Map<String, Project> found = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : tree().properties()) {
            try {
                found.put(entry.getKey(), ProjectJson.parse(entry.getKey(), entry.getValue(), file, true));
            } catch (IllegalArgumentException e) {
                throw new MistakeException("the project \"" + entry.getKey() + "\" in " + file + ": " + e.getMessage());
            }
        }
        return found;
    }

    private JsonNode tree() throws IOException {
        try {
            JsonNode tree = JSON.readTree(Files.readAllBytes(file));
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            throw new MistakeException(file + " is not valid JSON: " + e.getMessage());
        }
        throw new MistakeException(file + " is not one JSON object of ids and paths");
    }

    /** The file can be read, but is not what it should be. */
    private static final class MistakeException extends IOException {
        private static final long serialVersionUID = 1L;

        MistakeException(String message) {
            super(message);
        }
    }
}
