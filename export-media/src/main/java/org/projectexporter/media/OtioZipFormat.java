package org.projectexporter.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.projectexporter.media.parse.UnreadableDocumentException;

/**
 * A bundle {@code .otioz} of OpenTimelineIO: a zip with {@code content.otio} and the media that it names, as {@code
 * media/NAME} (OpenTimelineIO, "File Bundles"). What the timeline names outside of {@code media/} is not in it.
 */
final class OtioZipFormat implements DocumentFormat {
    private static final String CONTENT = "content.otio";
    private static final String MEDIA = "media/";

    @Override
    public Set<String> suffixes() {
        return Set.of("otioz");
    }

    @Override
    public void read(Document document, FoundReferences found) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(document.open())) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(CONTENT)) {
                    try (InputStream content = document.bounded(zip)) {
                        OtioFormat.read(content, found, url -> url.startsWith(MEDIA));
                    }
                    return;
                }
            }
        }
        throw new UnreadableDocumentException("it has no " + CONTENT);
    }
}
