package org.projectexporter.media;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

import org.projectexporter.spi.RawPath;

/** All kinds of documents. */
final class DocumentFormats {
    private static final List<DocumentFormat> FORMATS = List.of(
            new OtioFormat(),
            new OtioZipFormat(),
            new XmlFormat(),
            new PremiereFormat(),
            new OpenShotFormat(),
            new UsdTextFormat(),
            new BlendFormat(),
            new EdlFormat());

    private DocumentFormats() {}

    /** The kind of document that a file of this name is; null if it is none. */
    static @Nullable DocumentFormat of(RawPath file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        String suffix = name.substring(name.lastIndexOf('.') + 1);
        for (DocumentFormat format : FORMATS) {
            if (format.suffixes().contains(suffix)) {
                return format;
            }
        }
        return null;
    }
}
