package org.projectexporter.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.projectexporter.ProjectExporter;
import org.projectexporter.spi.SourceResolver;

/** {@code project-export sources}. */
@Command(
        name = "sources",
        description = "List the sources, which decide what of a project is exported.",
        sortOptions = false)
final class SourcesCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    PluginFlags plugins = new PluginFlags();

    @Mixin
    CommonFlags common = new CommonFlags();

    SourcesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ProjectExporter exporter = plugins.exporter(console);
        Listing listing = new Listing(exporter.plugins());
        console.out().println(common.json ? json(exporter.sources(), listing) : text(exporter.sources(), listing));
        return ExitCode.DONE;
    }

    static String text(List<SourceResolver> sources, Listing listing) {
        return sources.stream()
                .map(source -> String.format(
                        Locale.ROOT, "%-14s %s [%s]", source.name(), source.description(), listing.origin(source)))
                .collect(Collectors.joining("\n"));
    }

    static String json(List<SourceResolver> sources, Listing listing) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (SourceResolver source : sources) {
            ObjectNode item = list.addObject();
            item.put("name", source.name());
            item.put("description", source.description());
            listing.addOrigin(item, source);
        }
        return list.toString();
    }
}
