package org.projectexporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code project-export inspect FILE}. */
@Command(name = "inspect", description = "Print an archive's manifest, without unpacking it.", sortOptions = false)
final class InspectCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "the archive")
    Path archive = Path.of("");

    @Mixin
    PluginFlags plugins = new PluginFlags();

    @Mixin
    CommonFlags common = new CommonFlags();

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        console.out().println(layOut(plugins.exporter(console).inspect(archive), common.json));
        return ExitCode.DONE;
    }

    /** The same JSON, on one line or indented. */
    static String layOut(String manifest, boolean oneLine) throws IOException {
        ObjectMapper mapper = new JsonMapper();
        JsonNode json = mapper.readTree(manifest);
        return VisibleText.json(oneLine ? json.toString() : json.toPrettyString());
    }
}
