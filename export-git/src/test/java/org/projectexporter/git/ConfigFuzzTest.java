package org.projectexporter.git;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.projectexporter.ExportException;
import org.projectexporter.SourceException;
import org.projectexporter.git.admission.ImportedConfig;
import org.projectexporter.git.config.ConfigDangers;
import org.projectexporter.git.config.ConfigEntry;
import org.projectexporter.git.config.ConfigReader;
import org.projectexporter.git.config.ConfigWriter;
import org.projectexporter.spi.RawPath;

/** Any bytes read as a configuration are refused, or imported with exactly the meaning that the reader found. */
class ConfigFuzzTest {
    private static final RawPath FILE = RawPath.of("film/.git/config");
    private static final Set<String> SECTIONS = Set.of(
            "core",
            "index",
            "extensions",
            "status",
            "user",
            "lfs",
            "diff",
            "log",
            "gcrypt",
            "gitflow",
            "remote",
            "svn-remote",
            "branch",
            "submodule",
            "filter");

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "[core]\n\trepositoryformatversion = 1\n\tworktree = \"../x \" ; why\n"
                                + "[extensions]\n\tobjectFormat = sha256\n",
                        "\u00ef\u00bb\u00bf[remote \"a\\\"b\"]\r\n url = https://me:x@example.org/a?b#c\n fetch\n"
                                + "[Remote.Origin]URL=x",
                        "[branch \"x\"]\n\tdescription = a\\\n b\\tc \"d # e\"\\n\n[include]\n\tpath = x\n",
                        "[remote \"o\"]\n\turl = ssh://-x\n\tpromisor\n[submodule \"../x\"] active\n",
                        "[svn-remote \"svn\"]\n\turl = file:///x\n\tfetch = :refs/remotes/git-svn\n[gitflow \"prefix\"]\n"
                                + "\tfeature = feature/\n[gitflow]\n\torigin = origin\n[gcrypt]\n\tparticipants = 0A\n"
                                + "[diff]\n\tignoreSubmodules = dirty\n[log]\n\texcludeDecoration = refs/x\n",
                        "[core")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyBytes_areRefusedOrCleaned(byte[] bytes) throws ExportException {
        ImportedConfig config;
        try {
            config = ImportedConfig.of(FILE, bytes);
        } catch (ExportException refused) {
            return;
        }
        byte[] clean = config.bytes();
        List<ConfigEntry> entries = read(clean);
        require(Arrays.equals(ConfigWriter.write(entries).getBytes(StandardCharsets.ISO_8859_1), clean), "is another");
        for (ConfigEntry entry : entries) {
            require(!ConfigDangers.has(entry), entry.shownName());
            require(SECTIONS.contains(entry.section()), entry.section());
            require(String.valueOf(entry.value()).indexOf('\0') < 0, entry.shownName());
        }
        require(ImportedConfig.of(FILE, clean).workTrees().equals(config.workTrees()), "leads elsewhere");
    }

    /** An assertion; those of the library are too slow for a fuzzer. */
    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    private static List<ConfigEntry> read(byte[] clean) throws SourceException {
        return ConfigReader.read(new String(clean, StandardCharsets.ISO_8859_1));
    }
}
