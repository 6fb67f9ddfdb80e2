#!/usr/bin/env bash
# Shows what a release would change, and refuses what is more than a release: the pipeline's role may not do it, and
# would stop half-way.
# usage: deploy/plan.sh <digest>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")/../infra"

digest=${1:?usage: deploy/plan.sh <digest>}
plan=$(pulumi preview --stack "$STAGE" --config "service:image=$digest" --json --non-interactive)

changes=$(jq -r '.steps[] | select(.op != "same" and .op != "read") | "\(.op) \(.urn)"' <<<"$plan")
echo "${changes:-Nothing changes.}"

# providers and components lie in Pulumi's state alone; everything else of AWS or of others is a person's to change
release='^[a-z-]+ urn:pulumi:[^ ]*(aws:ecs/(taskDefinition:TaskDefinition|service:Service)|pulumi:(providers:[a-z]+|pulumi:Stack))::'
more=$(grep -vE "$release" <<<"$changes" | grep -v '^$' || true)
if [[ -n $more ]]; then
  {
    echo "This is more than a release, and the pipeline may only release:"
    echo "$more"
    echo "Somebody with the rights runs 'pulumi up' for this stage first (docs/pipeline.md), then this job again."
  } >&2
  exit 1
fi
