#!/usr/bin/env bash
# Compares a stage with infra/, and fails when they differ: AWS was changed manually, or main was not deployed to the
# stage.
# usage: deploy/drift.sh <report>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
report=$(realpath "${1:?usage: deploy/drift.sh <report>}")
cd "$(dirname "$0")/../infra"

digest=$(../deploy/running.sh)
# the read-only role may not read the values of secrets
if ! found=$(pulumi preview --stack "$STAGE" --config "service:image=$digest" --refresh --expect-no-changes --diff \
  --exclude '**aws:secretsmanager/secretVersion:SecretVersion::**' \
  --suppress-progress --non-interactive --color never 2>&1); then
  # shellcheck disable=SC2016 # Markdown's backticks
  printf '## %s\n\n```diff\n%s\n```\n' "$STAGE" "$found" >"$report"
  echo "$found" >&2
  echo "$STAGE differs from infra/: run 'pulumi up', or change infra/ to match it." >&2
  exit 1
fi
echo "$STAGE matches infra/."
