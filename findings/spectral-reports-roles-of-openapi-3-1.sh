#!/usr/bin/env bash
# spectral-cli 6.16.0, ruleset spectral:oas: the roles that OpenAPI 3.1 allows beside a bearer scheme are reported as scopes
# that are not defined, although such a scheme has no place to define scopes.
#
# Expected: no complaint. OpenAPI 3.1.0, "Security Requirement Object": for types other than oauth2 and openIdConnect, the
#           array "MAY contain a list of role names which are required for the execution, but are not otherwise defined".
#           (OpenAPI 3.0 had: it "MUST be empty".)
# Seen:     for a document with openapi: 3.1.0 and {token: [read]}, where token is {type: http, scheme: bearer}:
#           oas3-operation-security-defined, "read" must be listed among scopes. Nothing with an empty array.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs Node with npm.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_cache=$work/cache npm_config_update_notifier=false
npm install --silent --no-audit --no-fund @stoplight/spectral-cli@6.16.0 >/dev/null 2>&1
echo 'extends: ["spectral:oas"]' >.spectral.yaml

complaints() {
    cat >films.yaml <<YAML
openapi: 3.1.0
info: { title: films, version: "1", description: Films., contact: { name: editor, url: "https://example.org" } }
servers: [{ url: "https://example.org" }]
tags: [{ name: films }]
paths:
  /films:
    get:
      operationId: listFilms
      description: All films.
      tags: [films]
      security: [{ token: [$1] }]
      responses: { "200": { description: a list } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
YAML
    npx spectral lint --format text films.yaml | grep -c 'must be listed among scopes' || :
}
role=$(complaints read)
none=$(complaints '')
printf 'spectral-cli 6.16.0: complaints about one role: %s, about none: %s\n' "$role" "$none"
[ "$role $none" = '1 0' ]
