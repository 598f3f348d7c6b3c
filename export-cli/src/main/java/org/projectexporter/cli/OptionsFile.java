package org.projectexporter.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;

import org.projectexporter.ExportOptions;

/**
 * A file of options.
 *
 * @param options its options, with defaults for the rest
 * @param namesFormat whether it names the format; else the archive's name decides
 */
record OptionsFile(ExportOptions options, boolean namesFormat) {
    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it cannot be read or does not contain options; the message names the file
     */
    static OptionsFile read(Path file) {
        try {
            String json = TextFile.read(file);
            ExportOptions options = ExportOptions.fromJson(json);
            return new OptionsFile(options, new JsonMapper().readTree(json).has("format"));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": the options are neither UTF-8 nor UTF-16", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the options: " + Failures.message(e), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
