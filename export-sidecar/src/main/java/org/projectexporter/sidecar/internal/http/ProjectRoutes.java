package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import java.io.IOException;

import org.projectexporter.ProjectExporter;
import org.projectexporter.plugins.PluginPath;
import org.projectexporter.sidecar.internal.access.Caller;
import org.projectexporter.sidecar.internal.jobs.Workspace;
import org.projectexporter.spi.ArchiveFormat;

/** {@code GET /api/v1/projects} and {@code GET /api/v1/formats}: the projects and the formats. */
final class ProjectRoutes {
    private final Workspace workspace;
    private final ProjectExporter exporter;

    ProjectRoutes(Workspace workspace, ProjectExporter exporter) {
        this.workspace = workspace;
        this.exporter = exporter;
    }

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(routes, "/api/v1/projects", this::projects);
        JsonAnswer.get(routes, "/api/v1/formats", this::formats);
    }

    private void projects(Context context) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("projects");
        Caller caller = Authentication.of(context.req());
        workspace.projects().forEach((id, name) -> {
            if (!caller.sees(id)) {
                return;
            }
            ObjectNode links = list.addObject().put("id", id).put("name", name).putObject("links");
            links.put("export", Links.of(context).ofProject(id) + "/export");
            links.put("exports", Links.of(context).ofProject(id) + "/exports");
        });
        JsonAnswer.write(context, 200, json);
    }

    private void formats(Context context) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("formats");
        for (ArchiveFormat format : exporter.formats()) {
            ObjectNode item = list.addObject();
            item.put("name", format.name());
            item.put("suffix", format.suffixes().get(0));
            ArrayNode suffixes = item.putArray("suffixes");
            format.suffixes().forEach(suffixes::add);
            item.put("description", format.description());
            item.put("resumable", format.restores());
            item.put("needs_seek", format.needsSeek());
            item.put(
                    "plugin",
                    exporter.plugins()
                            .providerOf(format)
                            .map(ProjectRoutes::nameOf)
                            .orElse(null));
        }
        JsonAnswer.write(context, 200, json);
    }

    /** The rest of the path is of no use to a caller. */
    private static String nameOf(PluginPath.Plugin plugin) {
        return plugin.location().getFileName().toString();
    }
}
