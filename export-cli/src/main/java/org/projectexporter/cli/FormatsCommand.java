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
    CommonFlags common = new CommonFlags();

    FormatsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<ArchiveFormat> formats = ProjectExporter.create().formats();
        console.out().println(common.json ? json(formats) : text(formats));
        return ExitCode.DONE;
    }

    static String text(List<ArchiveFormat> formats) {
        return formats.stream()
                .map(format -> String.format(
                        Locale.ROOT,
                        "%-8s %-14s %s",
                        format.name(),
                        String.join(" ", format.suffixes()),
                        format.description()))
                .collect(Collectors.joining("\n"));
    }

    static String json(List<ArchiveFormat> formats) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (ArchiveFormat format : formats) {
            ObjectNode item = list.addObject();
            item.put("name", format.name());
            ArrayNode suffixes = item.putArray("suffixes");
            format.suffixes().forEach(suffixes::add);
            item.put("description", format.description());
        }
        return list.toString();
    }
}
