package org.projectexporter.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Names and link targets as bytes, read in JVMs under several locales. */
class NativeNamesTest {
    private static final String LONG = "%c3%a9".repeat(127);
    private static final List<String> FILES = List.of(
            "ascii", "%c3%a9-nfc", "e%cc%81-nfd", "%ff", "%fe", "%c3", "a%0ab", "a%5cb", "-x", "%25", "a+b c?#", LONG);
    private static final List<String> FOLDERS = List.of("%c3%a9-folder", "%ff-folder");
    private static final Map<String, String> LINKS = new TreeMap<>(Map.of(
            "l-ascii", "ascii",
            "l-slash", "nowhere/",
            "l-slashes", "a//b",
            "l-e", "%c3%a9",
            "l-e-slash", "%c3%a9/",
            "l-e-slashes", "%c3%a9//b",
            "l-e-all", "//%c3%a9///b//",
            "l-invalid", "../%ff/%fe",
            "l-folder", "%c3%a9-folder",
            "l-folder-slash", "%c3%a9-folder/"));

    @TempDir
    Path temp;

    @BeforeEach
    void makeFiles() throws IOException {
        StringBuilder script = new StringBuilder("set -e\n");
        FILES.forEach(name -> script.append("printf x > ").append(quoted(name)).append('\n'));
        FOLDERS.forEach(name -> script.append("mkdir ").append(quoted(name)).append('\n'));
        LINKS.forEach((name, target) -> script.append("ln -s -- ")
                .append(quoted(target))
                .append(' ')
                .append(quoted(name))
                .append('\n'));
        Process process = new ProcessBuilder("bash")
                .directory(temp.toFile())
                .inheritIO()
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(script.toString().getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(exitCode(process)).isZero();
    }

    /** A script for bash, with bytes as escapes, so that the test's own locale does not matter. */
    private static String quoted(String encoded) {
        StringBuilder text = new StringBuilder("./$'");
        for (byte b : bytes(encoded)) {
            text.append(String.format(java.util.Locale.ROOT, "\\x%02x", b));
        }
        String quoted = text.append('\'').toString();
        return encoded.startsWith("l-") || !encoded.matches(".*/.*|ascii|%c3%a9|%c3%a9-folder")
                ? quoted
                : quoted.substring(2);
    }

    private static byte[] bytes(String encoded) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%') {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(encoded.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String hex(String encoded) {
        return HexFormat.of().formatHex(bytes(encoded));
    }

    private static List<String> expected() {
        List<String> lines = new ArrayList<>();
        FILES.forEach(name -> lines.add(hex(name) + " true FILE "));
        FOLDERS.forEach(name -> lines.add(hex(name) + " true DIRECTORY "));
        LINKS.forEach((name, target) -> lines.add(hex(name) + " true SYMBOLIC_LINK " + hex(target)));
        lines.sort(null);
        return lines;
    }

    private record Jvm(Path java, String locale) {
        @Override
        public String toString() {
            return java.getParent().getParent().getFileName() + " with " + locale;
        }
    }

    static Stream<Jvm> jvms() throws IOException {
        List<Path> javas = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")));
        Path others = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(others)) {
            try (DirectoryStream<Path> homes = Files.newDirectoryStream(others, "*{21,25}*")) {
                homes.forEach(home -> javas.add(home.resolve("bin/java")));
            }
        }
        return javas.stream().filter(Files::isExecutable).flatMap(java -> Stream.of(
                        "LC_ALL=C", "LC_ALL=C.UTF-8", "LC_ALL=POSIX", "LANG=", "nothing at all")
                .map(locale -> new Jvm(java, locale)));
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void namesAndTargets_comeBackAsTheyAre(Jvm jvm) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        jvm.java.toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NamesProbe.class.getName(),
                        temp.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        if (jvm.locale.contains("=")) {
            builder.environment().put(jvm.locale.split("=", -1)[0], jvm.locale.split("=", -1)[1]);
        } else {
            builder.environment().clear();
        }
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(out.lines()).containsExactlyElementsOf(expected());
        assertThat(exitCode(process)).isZero();
    }

    private static int exitCode(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void bytesOf_theRootAndTheEmptyPath_areThemselves() {
        assertThat(NativeNames.bytesOf(Path.of("/"))).isEqualTo(RawPath.of("/"));
        assertThat(NativeNames.nameOf(Path.of("/"))).isEqualTo(RawPath.ROOT);
        assertThat(NativeNames.toPath(RawPath.of("/"))).isEqualTo(Path.of("/"));
        assertThat(NativeNames.resolve(temp, RawPath.ROOT)).isEqualTo(temp);
    }

    @Test
    void bytesOf_aRelativePath_staysRelative() {
        assertThat(NativeNames.bytesOf(Path.of("\u00e9/a/e\u0301"))).isEqualTo(RawPath.of("\u00e9/a/e\u0301"));
    }
}
