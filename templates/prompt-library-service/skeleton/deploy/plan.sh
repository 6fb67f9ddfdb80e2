#!/usr/bin/env bash
# Shows the changes of a release, and rejects changes that are more than a release: the pipeline's role may not make
# them, and would stop half-way.
# usage: deploy/plan.sh <digest>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")/../infra"

digest=${1:?usage: deploy/plan.sh <digest>}
plan=$(pulumi preview --stack "$STAGE" --config "service:image=$digest" --json --non-interactive)

changes=$(jq -r '.steps[] | select(.op != "same" and .op != "read") | "\(.op) \(.urn)"' <<<"$plan")
echo "${changes:-No changes.}"

# providers and components exist only in Pulumi's state; a person must make all other changes
release='^[a-z-]+ urn:pulumi:[^ ]*(aws:ecs/(taskDefinition:TaskDefinition|service:Service)|pulumi:(providers:[a-z]+|pulumi:Stack))::'
more=$(grep -vE "$release" <<<"$changes" | grep -v '^$' || true)
if [[ -n $more ]]; then
  {
    echo "This is more than a release, and the pipeline may only release:"
    echo "$more"
    echo "First run 'pulumi up' for this stage with the necessary permissions (docs/pipeline.md), then run this job again."
  } >&2
  exit 1
fi
