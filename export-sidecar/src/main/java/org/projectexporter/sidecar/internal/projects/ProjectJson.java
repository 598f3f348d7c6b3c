package org.projectexporter.sidecar.internal.projects;

import com.fasterxml.jackson.databind.JsonNode;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;

import org.projectexporter.sidecar.ProjectDirectory.Project;

/** A project in JSON: its path, or an object with {@code path} and {@code name}. */
final class ProjectJson {
    private static final String PATH = "path";
    private static final String NAME = "name";

    private ProjectJson() {}

    /**
     * Parses it.
     *
     * @param base a file; relative paths start from its folder
     * @param strict whether an unknown field is a mistake
     * @throws IllegalArgumentException if something is missing or wrong; the message is for the operator
     */
    static Project parse(String id, JsonNode json, Path base, boolean strict) {
        if (json.isTextual()) {
            return Project.of(id, path(json.textValue(), base));
        }
        if (!json.path(PATH).isTextual()) {
            throw new IllegalArgumentException("the project must be its path, or an object with its \"path\"");
        }
        Project project = Project.of(id, path(json.path(PATH).textValue(), base));
        for (Iterator<String> fields = json.fieldNames(); strict && fields.hasNext(); ) {
            String field = fields.next();
            if (!field.equals(PATH) && !field.equals(NAME)) {
                throw new IllegalArgumentException("unknown field \"" + field + "\"; known fields: path, name");
            }
        }
        JsonNode name = json.path(NAME);
        if (name.isMissingNode() || name.isNull()) {
            return project;
        }
        if (!name.isTextual()) {
            throw new IllegalArgumentException("the name must be a string");
        }
        return project.named(name.textValue());
    }

    private static Path path(String text, Path base) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the path is empty");
        }
        try {
            return base.resolveSibling(text).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path: " + e.getMessage(), e);
        }
    }
}
