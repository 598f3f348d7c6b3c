package org.projectexporter.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text that a person has written, in UTF-8, or in UTF-16 as the redirections of Windows PowerShell 5 write it. A byte
 * order mark is removed: Unicode 15.0, section 23.8.
 */
final class TextFile {
    private TextFile() {}

    /**
     * Reads a text.
     *
     * @throws CharacterCodingException if it is neither
     */
    static String read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** Without a mark, zeros among the first two bytes show UTF-16, since what is read here begins with ASCII. */
    private static Charset charset(byte[] bytes) {
        int first = bytes.length < 2 ? 1 : bytes[0] & 0xff;
        int second = bytes.length < 2 ? 1 : bytes[1] & 0xff;
        if ((first == 0xff && second == 0xfe) || second == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return (first == 0xfe && second == 0xff) || first == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }
}
