#!/usr/bin/env bash
# Puts an image in the place of the one that runs, and succeeds when it took over: Amazon ECS goes back by itself when
# its tasks do not get well.
# usage: deploy/rollout.sh <digest>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")/../infra"

digest=${1:?usage: deploy/rollout.sh <digest>}
pulumi up --stack "$STAGE" --config "service:image=$digest" --yes --skip-preview --non-interactive

running=$(../deploy/running.sh)
if [[ $running != "$digest" ]]; then
  echo "$STAGE runs $running and not $digest: the rollout went back. The service's events in Amazon ECS say why." >&2
  exit 1
fi
