package org.projectexporter.it.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;

/**
 * An archive made by the command line.
 *
 * @param archive its path
 * @param format its format
 * @param run the output of the command line
 */
public record Exported(Path archive, String format, ToolRun run) {
    /** The only paths below NAME that may be left out, or exported with changes, with the default options. */
    public static final String[] CHANGED_BY_DESIGN = {
        "04_Cache",
        "scratch.tmp",
        "05_Odd/fifo",
        ".git/config",
        ".git/hooks",
        ".git/branches",
        ".git/objects/info",
        ".git/lfs/tmp",
        ".git/lfs/cache",
        ".git/modules/06_Looks/config",
        ".git/modules/06_Looks/hooks",
        ".git/modules/06_Looks/objects/info",
        ".git/modules/06_Looks/branches"
    };

    /** Exports to {@code film.FORMAT} in {@code folder}, which is created, and requires exit code 0. */
    public static Exported to(Path folder, String format, Path project, String... more) throws IOException {
        return exited(0, folder, format, project, more);
    }

    public static Exported exited(int exitCode, Path folder, String format, Path project, String... more)
            throws IOException {
        Files.createDirectories(folder);
        Path archive = folder.resolve("film." + format);
        ToolRun run = CommandLine.in(folder).export(project, archive, more).exited(exitCode);
        return new Exported(archive, format, run);
    }

    /** The manifest next to the archive, which must be valid by its schema. */
    public JsonNode manifest() throws IOException {
        return ManifestSchema.requireValid(new ObjectMapper()
                .readTree(archive.resolveSibling(archive.getFileName() + ".manifest.json")
                        .toFile()));
    }

    /** All names in the archive, as GNU tar or Python list them, without trailing slashes. */
    public List<String> names() throws IOException {
        List<String> command = format.equals("zip")
                ? List.of(
                        "python3",
                        "-c",
                        "import sys,zipfile\nfor n in zipfile.ZipFile(sys.argv[1]).namelist(): print(n)")
                : List.of("tar", "--quoting-style=literal", "-tf");
        List<String> withArchive = new ArrayList<>(command);
        withArchive.add(archive.toString());
        return Exec.in(archive.getParent()).run(withArchive).ok().lines().stream()
                .map(name -> name.replaceAll("/$", ""))
                .toList();
    }
}
