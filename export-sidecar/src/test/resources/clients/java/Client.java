import client.ApiClient;
import client.ApiException;
import client.api.ArchivesApi;
import client.api.ExportsApi;
import client.api.ImportsApi;
import client.model.ExportJob;
import client.model.ExportOptions;
import client.model.ImportJob;
import client.model.OnConflict;
import client.model.Problem;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;

/** A client with the classes that openapi-generator has made (generator java, with its default library). */
public final class Client {
    private static final Set<String> ENDED = Set.of("completed", "completed_with_warnings", "failed", "cancelled");

    private Client() {}

    private static ApiClient client(String url, String token) {
        ApiClient client = new ApiClient();
        client.setBasePath(url);
        client.setBearerToken(token);
        return client;
    }

    public static void main(String[] arguments) throws Exception {
        String token = arguments[1];
        String project = arguments[3];
        Path file = Path.of(arguments[4]);
        ApiClient api = client(arguments[0], token);
        ExportsApi exports = new ExportsApi(api);

        ExportJob export = exports.startExport(
                project, null, null, new ExportOptions().format("zip").exclude(List.of("*.tmp")));
        while (!ENDED.contains(export.getState())) {
            Thread.sleep(100);
            export = exports.getExport(export.getExportId());
        }
        System.out.println("exported " + export.getState() + " " + export.getResult().getArchiveBytes());

        File downloaded = new ArchivesApi(api).downloadArchive(export.getExportId(), null, null, null, null);
        Files.move(downloaded.toPath(), file, StandardCopyOption.REPLACE_EXISTING);

        ImportsApi imports = new ImportsApi(api);
        ImportJob imported =
                imports.importArchive(project + " again", file.toFile(), null, OnConflict.RENAME, null, null);
        while (!ENDED.contains(imported.getState())) {
            Thread.sleep(100);
            imported = imports.getImport(imported.getImportId());
        }
        System.out.println("imported " + imported.getState() + " " + imported.getProjectId());

        try {
            exports.startExport("nowhere", null, null, null);
        } catch (ApiException e) {
            System.out.println("refused " + e.getCode() + " " + Problem.fromJson(e.getResponseBody()).getCode());
        }

        ExportJob later = new ExportsApi(client(arguments[2], token)).getExport(export.getExportId());
        System.out.println("later " + later.getState());
        System.exit(0); // OkHttp's threads are no daemons
    }
}
