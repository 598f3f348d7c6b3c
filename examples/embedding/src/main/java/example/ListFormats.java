package example;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ProjectExporter;
import org.projectexporter.plugins.PluginPath;

/** Lists the formats, with those of plug-ins that are not on the class path; the code of {@code docs/plugins.md}. */
public final class ListFormats {
    private ListFormats() {}

    public static void main(String[] arguments) throws IOException {
        PluginPath plugins = PluginPath.of(List.of(Path.of("plugins/format-7z")));
        ProjectExporter exporter = ProjectExporter.builder().plugins(plugins).build();
        exporter.formats().forEach(format -> System.out.println(format.name()));
        plugins.problems().forEach(System.err::println);
    }
}
