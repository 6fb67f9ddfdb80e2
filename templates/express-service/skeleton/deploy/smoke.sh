#!/usr/bin/env bash
# Sends requests to a stage as its users would: for its health, and for notes from its database.
# usage: deploy/smoke.sh   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")/../infra"

url=$(pulumi stack output url --stack "$STAGE")
get() {
  curl --silent --show-error --fail-with-body --max-time 10 --retry "${SMOKE_RETRIES:-5}" --retry-all-errors --retry-delay 3 "$url$1"
}

get /health/ready >/dev/null
# a page of notes, empty or not, comes from the database
if ! get '/v1/notes?limit=1' | jq -e '.items | type == "array"' >/dev/null; then
  echo "$url/v1/notes does not return a page of notes." >&2
  exit 1
fi
echo "$url is healthy."
