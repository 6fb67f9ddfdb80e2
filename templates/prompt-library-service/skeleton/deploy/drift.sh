#!/usr/bin/env bash
# Compares a stage with what infra/ says, and fails when they differ: somebody changed AWS by hand, or main was never
# brought there.
# usage: deploy/drift.sh <report>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
report=$(realpath "${1:?usage: deploy/drift.sh <report>}")
cd "$(dirname "$0")/../infra"

digest=$(../deploy/running.sh)
# the values of secrets are not the reading role's to see
if ! found=$(pulumi preview --stack "$STAGE" --config "service:image=$digest" --refresh --expect-no-changes --diff \
  --exclude '**aws:secretsmanager/secretVersion:SecretVersion::**' \
  --suppress-progress --non-interactive --color never 2>&1); then
  # shellcheck disable=SC2016 # Markdown's backticks
  printf '## %s\n\n```diff\n%s\n```\n' "$STAGE" "$found" >"$report"
  echo "$found" >&2
  echo "$STAGE differs from what infra/ says: 'pulumi up' makes it so, or infra/ is changed to what it is." >&2
  exit 1
fi
echo "$STAGE is as infra/ says."
