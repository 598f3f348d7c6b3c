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
import org.projectexporter.spi.ArchiveFormat;

/** {@code project-export formats}. */
@Command(name = "formats", description = "List the available archive formats.", sortOptions = false)
final class FormatsCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    PluginFlags plugins = new PluginFlags();

    @Mixin
    CommonFlags common = new CommonFlags();

    FormatsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ProjectExporter exporter = plugins.exporter(console);
        Listing listing = new Listing(exporter.plugins());
        console.out().println(common.json ? json(exporter.formats(), listing) : text(exporter.formats(), listing));
        return ExitCode.DONE;
    }

    static String text(List<ArchiveFormat> formats, Listing listing) {
        return formats.stream()
                .map(format -> String.format(
                        Locale.ROOT,
                        "%-8s %-14s %s [%s]",
                        format.name(),
                        String.join(" ", format.suffixes()),
                        format.description(),
                        listing.origin(format)))
                .collect(Collectors.joining("\n"));
    }

    static String json(List<ArchiveFormat> formats, Listing listing) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (ArchiveFormat format : formats) {
            ObjectNode item = list.addObject();
            item.put("name", format.name());
            ArrayNode suffixes = item.putArray("suffixes");
            format.suffixes().forEach(suffixes::add);
            item.put("description", format.description());
            item.put("resumable", format.restores());
            item.put("needs_seek", format.needsSeek());
            listing.addOrigin(item, format);
        }
        return list.toString();
    }
}
