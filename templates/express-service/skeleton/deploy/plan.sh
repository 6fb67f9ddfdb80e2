#!/usr/bin/env bash
# Shows the changes of a release, and rejects changes that are more than a release: the pipeline's role may not make
# them, and would stop half-way.
# usage: deploy/plan.sh <digest>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")"

digest=${1:?usage: deploy/plan.sh <digest>}
failed=0
plan=$(./pulumi.sh preview "$digest" --json --non-interactive) || failed=$?
./keep-data.sh <<<"$plan"
if [[ $failed != 0 ]]; then exit "$failed"; fi

changes=$(jq -r '.steps[] | select(.op != "same" and .op != "read") | "\(.op) \(.urn)"' <<<"$plan")
echo "${changes:-No changes.}"

# the service exists before the first release; providers and components exist only in Pulumi's state
urn='urn:pulumi:[^ ]*'
service="update ${urn}aws:ecs/service:Service::"
task="(create|update|replace|create-replacement|delete-replaced) ${urn}aws:ecs/taskDefinition:TaskDefinition::"
internal="[a-z-]+ ${urn}pulumi:(providers:[a-z]+|pulumi:Stack)::"
more=$(grep -vE "^($service|$task|$internal)" <<<"$changes" | grep -v '^$' || true)
if [[ -n $more ]]; then
  {
    echo "This is more than a release, and the pipeline may only release:"
    echo "$more"
    echo "First make these changes (docs/runbooks.md, 'Change the infrastructure'), then run this job again."
  } >&2
  exit 1
fi
