#!/usr/bin/env bash
# Compares a stage with infra/, and fails when they differ: AWS was changed manually, main was not deployed to the stage,
# or the stage was rolled back.
# usage: deploy/drift.sh <report>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
report=$(realpath "${1:?usage: deploy/drift.sh <report>}")
cd "$(dirname "$0")"

if ! found=$(./preview.sh running --refresh --expect-no-changes --diff \
  --suppress-progress --non-interactive --color never 2>&1); then
  # shellcheck disable=SC2016 # Markdown's backticks
  printf '## %s\n\n```diff\n%s\n```\n' "$STAGE" "$found" >"$report"
  echo "$found" >&2
  echo "$STAGE differs from infra/: change the infrastructure (docs/runbooks.md), or change infra/ to match it." >&2
  exit 1
fi
echo "$STAGE matches infra/."
