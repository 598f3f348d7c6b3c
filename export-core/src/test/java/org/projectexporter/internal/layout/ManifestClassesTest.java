package org.projectexporter.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

import org.projectexporter.ExportOutline.ClassTotal;
import org.projectexporter.ExportOutline.FileClass;

class ManifestClassesTest {
    private static final String MANIFEST =
            """
            {"export_version": "1.0", "export_options": {"format": "zip", "statistics": 1},
             "statistics": {
               "dependencies": {"files": 2, "bytes": 20},
               "by_class": {
                 "media": {"files": 1, "bytes": 1000}, "text": {"files": 0, "bytes": 0},
                 "cache": {"files": 4, "bytes": 40},
                 "git": {"files": 3, "bytes": 30}, "git_objects": {"files": 5, "bytes": 50},
                 "lfs_current": {"files": 6, "bytes": 60}, "lfs_older": {"files": 7, "bytes": 70}}},
             "left_out": [{"pattern": "*.tmp", "files": 8, "bytes": 80}, {"pattern": "a", "files": 1, "bytes": 1}],
             "later": [{"statistics": {}}]}
            """;

    private static List<ClassTotal> classes(String manifest) throws IOException {
        return ManifestClasses.of(factory -> factory.createParser(manifest));
    }

    private static ClassTotal total(FileClass fileClass, long files, long bytes) {
        return new ClassTotal(fileClass, files, bytes, List.of());
    }

    @Test
    void classes_areThoseOfTheStatistics_inOrder() throws IOException {
        assertThat(classes(MANIFEST))
                .containsExactly(
                        total(FileClass.MEDIA, 1, 1000),
                        total(FileClass.HISTORY, 8, 80),
                        total(FileClass.LFS_VERSIONS, 13, 130),
                        total(FileClass.CACHE, 4, 40),
                        total(FileClass.DEPENDENCIES, 2, 20),
                        total(FileClass.LEFT_OUT, 9, 81));
    }

    @Test
    void manifestWithoutThem_hasNone() throws IOException {
        assertThat(classes("{\"project_id\": \"x\"}")).isEmpty();
        assertThat(classes("[]")).isEmpty();
    }

    /** The rest, which may be long, is not even read. */
    @Test
    void whatFollowsThem_isNotRead() throws IOException {
        assertThat(classes(MANIFEST.substring(0, MANIFEST.indexOf("\"later\""))))
                .hasSize(6);
        assertThatThrownBy(() -> classes(MANIFEST.substring(0, 200))).isInstanceOf(IOException.class);
    }
}
