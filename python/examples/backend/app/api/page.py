"""A page of the backend that embeds the element ``<project-export>``."""

from __future__ import annotations

from html import escape

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse

from app import settings
from app.services.export import sidecar

router = APIRouter()

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Films</title>
<script type="module" src="{server}/page/project-export.js"></script>
<script type="module">
const {{ token }} = await (await fetch("/api/v1/export-token")).json()
document.querySelector("project-export").token = token
</script>
</head>
<body>
<main>
<h1>Films</h1>
<project-export project="{project}"></project-export>
</main>
</body>
</html>
"""


@router.get("/projects/{project_id}", response_class=HTMLResponse)
async def page(project_id: str) -> HTMLResponse:
    """The exports of a project, as the element shows them."""
    return HTMLResponse(_PAGE.format(server=escape(sidecar.url), project=escape(project_id)))


@router.get("/api/v1/export-token")
async def token() -> JSONResponse:
    """The token of the page, which may do only what users may: check here who asks."""
    return JSONResponse({"token": settings.PAGE_TOKEN}, headers={"Cache-Control": "no-store"})
