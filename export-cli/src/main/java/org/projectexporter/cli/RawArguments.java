package org.projectexporter.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * The arguments of the command line as bytes. Java decodes them by the locale: under LC_ALL=C it loses "é", and in
 * every locale it loses names that are not UTF-8. Linux exposes the bytes (proc(5), {@code /proc/self/cmdline});
 * elsewhere Java's text is used.
 */
final class RawArguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final Path WORKING_FOLDER = Path.of("/proc/self/cwd");

    private final List<String> texts;
    private final Map<String, RawPath> notUtf8 = new LinkedHashMap<>();

    RawArguments(List<RawPath> arguments) {
        texts = arguments.stream().map(RawPath::toString).toList();
        arguments.stream()
                .filter(argument -> !argument.isUtf8())
                .forEach(argument -> notUtf8.put(argument.toString(), argument));
    }

    /** Arguments known only as text. */
    static RawArguments ofText(String... texts) {
        return new RawArguments(Arrays.stream(texts).map(RawPath::of).toList());
    }

    /** The arguments of this process, which Java has decoded as {@code decoded}. */
    static RawArguments ofProcess(String... decoded) {
        RawArguments text = ofText(decoded);
        if (Arrays.stream(decoded).map(RawPath::of).allMatch(RawPath::isAscii)) {
            return text;
        }
        try {
            return new RawArguments(ofCommandLine(Files.readAllBytes(COMMAND_LINE), List.of(decoded)));
        } catch (IOException e) {
            return text;
        }
    }

    /** The last arguments of a command line, each terminated by a NUL; Java's text if the two do not match. */
    static List<RawPath> ofCommandLine(byte[] commandLine, List<String> decoded) {
        List<RawPath> all = new ArrayList<>();
        ByteArrayOutputStream argument = new ByteArrayOutputStream();
        for (byte b : commandLine) {
            if (b == 0) {
                all.add(RawPath.of(argument.toByteArray()));
                argument.reset();
            } else {
                argument.write(b);
            }
        }
        List<RawPath> text = decoded.stream().map(RawPath::of).toList();
        if (all.size() < text.size()) {
            return text;
        }
        List<RawPath> last = all.subList(all.size() - text.size(), all.size());
        return areSame(last, text) ? last : text;
    }

    private static boolean areSame(List<RawPath> raw, List<RawPath> decoded) {
        for (int i = 0; i < raw.size(); i++) {
            if (raw.get(i).isAscii() && !raw.get(i).equals(decoded.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** As text, with U+FFFD where the bytes are not UTF-8. */
    String[] texts() {
        return texts.toArray(String[]::new);
    }

    /** The path that an argument names, or the end of one. */
    Path path(String text) throws IOException {
        RawPath bytes = bytes(text);
        if (isAbsolute(bytes)) {
            return NativeNames.toPath(bytes);
        }
        return isJavasOwn(text, bytes) ? Path.of(text) : NativeNames.resolve(workingFolder(), bytes);
    }

    private static boolean isAbsolute(RawPath path) {
        return path.length() > 0 && path.byteAt(0) == '/';
    }

    /** Whether Java decodes a relative name correctly and resolves it against the right folder. */
    private static boolean isJavasOwn(String text, RawPath bytes) {
        try {
            boolean sameBytes =
                    bytes.isAscii() || NativeNames.bytesOf(Path.of(text)).equals(bytes);
            return sameBytes && isWorkingFolderKnown();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private RawPath bytes(String text) {
        RawPath plain = RawPath.of(text);
        for (Map.Entry<String, RawPath> argument : notUtf8.entrySet()) {
            if (argument.getKey().equals(text)) {
                return argument.getValue();
            }
            if (argument.getKey().endsWith("=" + text)) { // --output=FILE
                byte[] whole = argument.getValue().bytes();
                int start = argument.getKey().length() - text.length(); // the part before it is ASCII
                return RawPath.of(Arrays.copyOfRange(whole, start, whole.length));
            }
        }
        return plain;
    }

    /** Java knows its working folder only by name, decoded by the locale. */
    private static boolean isWorkingFolderKnown() {
        if (RawPath.of(System.getProperty("user.dir", "")).isAscii() || !Files.isDirectory(WORKING_FOLDER)) {
            return true;
        }
        try {
            return Files.isSameFile(Path.of("").toAbsolutePath(), WORKING_FOLDER);
        } catch (IOException e) {
            return false;
        }
    }

    private static Path workingFolder() throws IOException {
        return isWorkingFolderKnown() ? Path.of("").toAbsolutePath() : WORKING_FOLDER.toRealPath();
    }
}
