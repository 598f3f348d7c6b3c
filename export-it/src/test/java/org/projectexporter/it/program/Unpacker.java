package org.projectexporter.it.program;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Tools;

/** Foreign programs that unpack archives. */
public enum Unpacker {
    UNZIP("unzip", Set.of("zip")) {
        @Override
        List<List<String>> commands(String archive, String format) {
            return List.of(List.of(program(), "-q", archive));
        }
    },
    SEVEN_ZIP("7z", Set.of("zip", "tar", "tar.gz")) {
        @Override
        List<List<String>> commands(String archive, String format) {
            List<String> unpack = List.of(program(), "x", "-y", archive);
            if (!format.equals("tar.gz")) {
                return List.of(unpack);
            }
            String tar = Path.of(archive).getFileName().toString().replaceAll("[.]gz$", "");
            return List.of(unpack, List.of(program(), "x", "-y", tar), List.of("rm", tar));
        }
    },
    BSDTAR("bsdtar", Set.of("zip", "tar", "tar.gz", "tar.zst")) {
        @Override
        List<List<String>> commands(String archive, String format) {
            return List.of(List.of(program(), "-xpf", archive));
        }
    },
    /** Runs the program {@code zstd} for a tar.zst. */
    GNU_TAR("tar", Set.of("tar", "tar.gz", "tar.zst")) {
        @Override
        List<List<String>> commands(String archive, String format) {
            return List.of(List.of(program(), "-xpf", archive));
        }
    },
    PYTHON("python3", Set.of("zip", "tar", "tar.gz")) {
        @Override
        List<List<String>> commands(String archive, String format) {
            String module = format.equals("zip") ? "zipfile" : "tarfile";
            return List.of(List.of(program(), "-m", module, "-e", archive, "."));
        }
    },
    JAR("jar", Set.of("zip")) {
        @Override
        List<List<String>> commands(String archive, String format) {
            return List.of(List.of(program(), "xf", archive));
        }
    },
    /** Python's ZIP reader, and a script that restores everything in the headers: raw names, modes, links, times. */
    PYTHON_SCRIPT("python3", Set.of("zip")) {
        @Override
        List<List<String>> commands(String archive, String format) {
            return List.of(List.of(program(), testResource("unpack-zip.py"), archive));
        }
    };

    private final String program;
    private final Set<String> formats;

    Unpacker(String program, Set<String> formats) {
        this.program = program;
        this.formats = formats;
    }

    abstract List<List<String>> commands(String archive, String format);

    public String program() {
        return program;
    }

    public boolean reads(String format) {
        return formats.contains(format);
    }

    /** Unpacks into a new folder and returns it. Skips the test if the program is missing. */
    public Path unpack(Path archive, String format, Path folder) throws IOException {
        Tools.require(program);
        Files.createDirectories(folder);
        for (List<String> command : commands(archive.toAbsolutePath().toString(), format)) {
            Exec.in(folder).run(command).ok();
        }
        return folder;
    }

    private static String testResource(String name) {
        try {
            return Path.of(Unpacker.class.getResource("/" + name).toURI()).toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
