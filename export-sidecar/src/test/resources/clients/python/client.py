"""A client with the package that openapi-generator has made (generator python)."""

import sys
import time
from pathlib import Path

from exporter_client import ApiClient, ApiException, ArchivesApi, Configuration, ExportsApi, ImportsApi
from exporter_client.models import ExportJob, ExportOptions, ImportJob, OnConflict, Problem

ENDED = ("completed", "completed_with_warnings", "failed", "cancelled")


def client(url: str, token: str) -> ApiClient:
    return ApiClient(Configuration(host=url, access_token=token))


def main(url: str, token: str, later: str, project: str, file: Path) -> None:
    api = client(url, token)
    exports = ExportsApi(api)

    export: ExportJob = exports.start_export(project, export_options=ExportOptions(format="zip", exclude=["*.tmp"]))
    while export.state not in ENDED:
        time.sleep(0.1)
        export = exports.get_export(export.export_id)
    assert export.result is not None, export
    print("exported", export.state, export.result.archive_bytes)

    file.write_bytes(ArchivesApi(api).download_archive(export.export_id))

    imports = ImportsApi(api)
    imported: ImportJob = imports.import_archive(
        f"{project} again", file.read_bytes(), on_conflict=OnConflict.RENAME
    )
    while imported.state not in ENDED:
        time.sleep(0.1)
        imported = imports.get_import(imported.import_id)
    print("imported", imported.state, imported.project_id)

    try:
        exports.start_export("nowhere")
    except ApiException as refusal:
        assert refusal.body is not None
        problem = Problem.from_json(refusal.body)
        assert problem is not None
        print("refused", refusal.status, problem.code)

    print("later", ExportsApi(client(later, token)).get_export(export.export_id).state)


if __name__ == "__main__":
    main(*sys.argv[1:5], Path(sys.argv[5]))
