package org.projectexporter.sidecar.internal.jobs;

import java.nio.charset.StandardCharsets;

/**
 * The {@code job.json} of a finished export as the first build wrote it that had one: what later builds find in a data
 * folder.
 */
final class FirstJobFile {
    static final String ID = "0d5b6a52-7a3c-4e0e-9d57-0d1f3f3c8b11";

    private static final String TEXT =
            """
            {"file":"project-export job","version":1,\
            "sha256":"22b82ea9ca113190b79ec894039fd147c34e5b8fb31d806c6bb665a48e3a2852"}
            {"id":"0d5b6a52-7a3c-4e0e-9d57-0d1f3f3c8b11","project":"film","state":"completed",\
            "options":"{\\"format\\":\\"zip\\",\\"include_history\\":true,\\"include_cache\\":false,\
            \\"include_dependencies\\":false,\\"compress_media\\":false,\\"split_size_mb\\":null,\
            \\"compression_level\\":6,\\"missing_lfs\\":\\"warn\\",\\"include_secrets\\":false,\\"exclude\\":[],\
            \\"verify\\":false}","created_at":"2026-11-20T10:00:00.123Z",\
            "started_at":"2026-11-20T10:00:01.123Z","finished_at":"2026-11-20T10:00:02.123Z",\
            "idempotency_key":"key","last_event":7,"reserved_events":1007,"progress":{"phase":"finished",\
            "fraction":1.0,"files_done":2,"files_total":2,"bytes_done":3,"bytes_total":3,\
            "message":"exported"},"result":{"volumes":[{"name":"film.zip","bytes":7,\
            "sha256":"1b86cb1c6e5ec1ee0ed3ef1a9f9d1c4e36ed5ba39ee9b2ff44e66c9db39a4d92"}],\
            "manifest":"film.zip.manifest.json","archive_bytes":7,"files":2,"bytes":3,"commits":1,\
            "left_out_files":0,"warnings":[],"incomplete":false}}
            """;

    private FirstJobFile() {}

    static byte[] bytes() {
        return TEXT.getBytes(StandardCharsets.UTF_8);
    }
}
