package org.projectexporter.internal.exporting.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.internal.io.FileSystemTraits;
import org.projectexporter.internal.io.HeldNames;

class TargetLimitsTest {
    private static final long FAT_LARGEST = (1L << 32) - 1;
    private static final long ONE_FILE = Long.MAX_VALUE;
    private static final Path FOLDER = Path.of("").toAbsolutePath();
    private static final IOException TOO_LARGE = new IOException("File too large");

    private static FileSystemTraits disk(long largestFile) {
        return new FileSystemTraits("vfat", Set.of(), HeldNames.ALL, 1, largestFile);
    }

    @Test
    void archiveOf4GiB_onFat_isRefusedWithTheOptionThatHelps() {
        assertThatThrownBy(() -> TargetLimits.requireSize(disk(FAT_LARGEST), FOLDER, FAT_LARGEST + 1, ONE_FILE))
                .isInstanceOfSatisfying(ExportException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.FILE_TOO_LARGE);
                    assertThat(e.option()).contains("splitSizeMb 4095");
                })
                .hasMessageContaining(FAT_LARGEST + " bytes");
        assertThatThrownBy(() -> TargetLimits.requireSize(disk(FAT_LARGEST), FOLDER, 5L << 30, 1L << 32))
                .isInstanceOf(ExportException.class);
    }

    @Test
    void archiveThatFits_orIsInVolumes_orOnAnotherDisk_isAccepted() {
        assertThatCode(() -> {
                    TargetLimits.requireSize(disk(FAT_LARGEST), FOLDER, FAT_LARGEST, ONE_FILE);
                    TargetLimits.requireSize(disk(FAT_LARGEST), FOLDER, 1L << 40, 4095L << 20);
                    TargetLimits.requireSize(disk(Long.MAX_VALUE), FOLDER, 1L << 40, ONE_FILE);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void fileThatBecameTooLarge_isExplained_whereVolumesWouldHelp() {
        assertThat(TargetLimits.exceeded(disk(FAT_LARGEST), FOLDER, ONE_FILE, TOO_LARGE))
                .hasMessageContaining("volumes");
        assertThat(TargetLimits.exceeded(disk(FAT_LARGEST), FOLDER, 1L << 20, TOO_LARGE))
                .isNull();
        assertThat(TargetLimits.exceeded(disk(Long.MAX_VALUE), FOLDER, ONE_FILE, TOO_LARGE))
                .isNull();
        assertThat(TargetLimits.exceeded(disk(FAT_LARGEST), FOLDER, ONE_FILE, new IOException("Input/output error")))
                .isNull();
    }
}
