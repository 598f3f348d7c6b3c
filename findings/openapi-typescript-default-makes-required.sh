#!/usr/bin/env bash
# openapi-typescript 7.13.0: a "default" makes a property required, in what a client sends too, and changes a type that two
# operations share.
#
# Expected: a property that is not in "required" may be left out of a request ("prop?: type"), whether or not the document
#           says what the server then assumes: JSON Schema 2020-12, validation, 9.2, calls "default" an annotation, which
#           asserts nothing.
# Seen:     {quality: {type: integer, default: 6}} without "required" becomes "quality: number"; a program that leaves it out
#           does not compile. The same property without "default" becomes "quality?: number". For one schema in a request and
#           an answer there is no third form. --default-non-nullable=false restores the question mark everywhere.
#
# Exits 0 as long as this is the case, 1 if it has changed. Needs Node with npm.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_cache=$work/cache npm_config_update_notifier=false
npm install --silent --no-audit --no-fund openapi-typescript@7.13.0 typescript@5.9.3 >/dev/null

document() {
    cat <<YAML
openapi: 3.1.0
info: { title: films, version: "1" }
paths:
  /export:
    post:
      requestBody:
        content: { application/json: { schema: { \$ref: "#/components/schemas/Order" } } }
      responses: { "202": { description: accepted } }
components:
  schemas:
    Order:
      type: object
      required: [film]
      properties:
        film: { type: string }
        quality: { type: integer$1 }
YAML
}
document ', default: 6' >with.yaml
document '' >without.yaml
printf 'import type { components } from "./types";\nexport const order: components["schemas"]["Order"] = { film: "Night" };\n' >use.ts

compiles() {
    npx openapi-typescript "$@" -o types.ts >/dev/null 2>&1
    npx tsc --strict --noEmit --skipLibCheck use.ts >/dev/null && echo yes || echo no
}
with=$(compiles with.yaml)
without=$(compiles without.yaml)
asked=$(compiles with.yaml --default-non-nullable=false)
printf 'openapi-typescript 7.13.0; an order without "quality" compiles\nwith a default:    %s\nwithout:           %s\nwith, and asked:   %s\n' \
    "$with" "$without" "$asked"
[ "$with $without $asked" = 'no yes yes' ]
