package org.projectexporter.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** The script, run by real shells that have only the programs that POSIX names, and sha256sum or shasum. */
class RestoreScriptTest {
    private static final Instant TIME = Instant.parse("2025-01-15T10:20:30Z");
    private static final RawPath STORE = RawPath.of("film/.git/lfs/objects");

    @TempDir
    Path temp;

    private Path unpacked;
    private final List<ObjectFromTree> objects = new ArrayList<>();
    private String errors = "";

    @BeforeEach
    void makeFolder() throws IOException {
        unpacked = Files.createDirectories(temp.resolve("the unpacked '$(touch harm)' folder"));
    }

    private ObjectFromTree add(RawPath path, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Path file = NativeNames.resolve(unpacked, path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        String oid = HexFormat.of().formatHex(Sha256.newDigest().digest(bytes));
        RawPath place = STORE.resolve(oid.substring(0, 2) + "/" + oid.substring(2, 4) + "/" + oid);
        ObjectFromTree object = new ObjectFromTree(oid, bytes.length, 0640, TIME, path, place);
        objects.add(object);
        return object;
    }

    private void writeScript() throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.writeBytes(RestoreScript.head(RawPath.of("film")));
        objects.forEach(object -> script.writeBytes(RestoreScript.line(object)));
        script.writeBytes(RestoreScript.end(objects.size()));
        Files.write(unpacked.resolve("RESTORE-LFS.sh"), script.toByteArray());
    }

    /** Runs it in another folder, by its path. */
    private int run(String shell) throws IOException, InterruptedException {
        return run(shell, System.getenv("PATH"));
    }

    private int run(String shell, String path) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Arrays.asList(shell.split(" ")));
        command.add(unpacked.resolve("RESTORE-LFS.sh").toString());
        ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
        builder.environment().put("CDPATH", "/usr:/tmp");
        builder.environment().put("PATH", path);
        Process process = builder.start();
        process.getOutputStream().close();
        errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Path fileOf(ObjectFromTree object) {
        return NativeNames.resolve(unpacked, object.object());
    }

    private static boolean isThere(String shell) {
        String program = shell.split(" ")[0];
        boolean there = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assertThat(there || !Boolean.getBoolean("require.tools")).as(program).isTrue();
        return there;
    }

    /** Names that a shell would evaluate, split or take as options if they were not literals. */
    private static List<RawPath> names() {
        List<RawPath> names = new ArrayList<>();
        for (String name : List.of(
                "two\nlines",
                "$(touch harm)",
                "`touch harm`",
                "it's",
                "''",
                "'; touch harm; '",
                "-rf",
                "--help",
                "${HOME}",
                "a\\nb\\",
                "*",
                "~",
                "#x",
                "é\u00a0\u2028",
                " spaces  ",
                "tab\t",
                "\r")) {
            names.add(RawPath.of("film/" + name));
        }
        byte[] all = new byte[3 + 255];
        int length = 0;
        for (int b = 1; b < 256; b++) {
            if (b != '/') {
                all[length++] = (byte) b;
            }
        }
        names.add(RawPath.of("film").resolve(RawPath.of(Arrays.copyOf(all, 127))));
        names.add(RawPath.of("film").resolve(RawPath.of(Arrays.copyOfRange(all, 127, length))));
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "bash", "bash --posix"})
    void names_areLiterals_andEveryObjectIsRestored_withItsModeAndTime(String shell) throws Exception {
        if (!isThere(shell)) {
            return;
        }
        for (RawPath name : names()) {
            add(name, "content of " + name);
        }
        writeScript();

        assertThat(run(shell)).as(errors).isZero();
        assertThat(errors).isEmpty();
        for (ObjectFromTree object : objects) {
            assertThat(fileOf(object)).hasSameBinaryContentAs(NativeNames.resolve(unpacked, object.path()));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fileOf(object))))
                    .isEqualTo("rw-r-----");
            assertThat(Files.getLastModifiedTime(fileOf(object)).toInstant()).isEqualTo(TIME);
            assertThat(fileOf(object).resolveSibling("restoring")).doesNotExist();
        }
        assertThat(temp.resolve("harm")).doesNotExist();
        assertThat(unpacked.resolve("harm")).doesNotExist();
        Map<String, Object> before = Files.readAttributes(fileOf(objects.get(0)), "unix:ino,ctime");
        assertThat(run(shell)).as("again").isZero();
        assertThat(Files.readAttributes(fileOf(objects.get(0)), "unix:ino,ctime"))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "bash"})
    void aFileThatWasEdited_orIsGone_isNamedByItsOid_andTheOthersAreRestored(String shell) throws Exception {
        if (!isThere(shell)) {
            return;
        }
        ObjectFromTree edited = add(RawPath.of("film/edited\033[2J.mov"), "before");
        ObjectFromTree gone = add(RawPath.of("film/gone.mov"), "here");
        ObjectFromTree whole = add(RawPath.of("film/whole.mov"), "whole");
        ObjectFromTree replaced = add(RawPath.of("film/replaced.mov"), "right");
        Files.writeString(NativeNames.resolve(unpacked, edited.path()), "after");
        Files.delete(NativeNames.resolve(unpacked, gone.path()));
        Files.createDirectories(fileOf(replaced).getParent());
        Files.writeString(fileOf(replaced), "wrong");
        writeScript();

        assertThat(run(shell)).isEqualTo(1);

        assertThat(errors)
                .contains(edited.oid(), gone.oid(), "film/edited?[2J.mov")
                .doesNotContain(whole.oid(), "\033");
        assertThat(fileOf(edited)).doesNotExist();
        assertThat(fileOf(gone)).doesNotExist();
        assertThat(fileOf(whole)).hasContent("whole");
        assertThat(fileOf(replaced)).hasContent("right");
        try (var files = Files.walk(unpacked)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("restoring")))
                    .isEmpty();
        }
    }

    /** A folder with these programs, in place of all others. */
    private String pathWith(String... programs) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("bin"));
        for (String program : programs) {
            Path found = Arrays.stream(System.getenv("PATH").split(":"))
                    .map(each -> Path.of(each, program))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(program));
            Path script = Files.writeString(folder.resolve(program), "#!/bin/sh\nexec " + found + " \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        }
        return folder.toString();
    }

    @Test
    void shasum_asOnMacOs_isUsedWhereThereIsNoSha256sum_andNeitherIsAnError() throws Exception {
        if (!isThere("shasum")) {
            return;
        }
        ObjectFromTree whole = add(RawPath.of("film/take.mov"), "take");
        writeScript();

        String path = pathWith("sh", "mkdir", "rm", "cp", "chmod", "mv", "touch", "tr");
        assertThat(run("sh", path)).isEqualTo(2);
        assertThat(errors).contains("neither sha256sum nor shasum was found");
        assertThat(fileOf(whole)).doesNotExist();

        pathWith("shasum");
        assertThat(run("sh", path)).as(errors).isZero();
        assertThat(fileOf(whole)).hasContent("take");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "bash"})
    void aFolderWithoutTheProject_isReported_andNothingIsWritten(String shell) throws Exception {
        if (!isThere(shell)) {
            return;
        }
        add(RawPath.of("film/take.mov"), "take");
        writeScript();
        Files.move(unpacked.resolve("film"), unpacked.resolve("moved"));

        assertThat(run(shell)).isEqualTo(2);
        assertThat(errors).contains("not next to this script");
        assertThat(unpacked.resolve("film")).doesNotExist();
    }
}
