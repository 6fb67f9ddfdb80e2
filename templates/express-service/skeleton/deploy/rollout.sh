#!/usr/bin/env bash
# Replaces the running image, and succeeds if the new one is running afterwards: Amazon ECS rolls back automatically if
# its tasks do not become healthy.
# usage: deploy/rollout.sh <digest>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")/../infra"

digest=${1:?usage: deploy/rollout.sh <digest>}

# after a rollback, by Amazon ECS or rollback.sh, Pulumi's state contains the image that does not run
pulumi refresh --stack "$STAGE" --target '**aws:ecs/service:Service::**' --yes --skip-preview --non-interactive
../deploy/pulumi.sh up "$digest" --yes --skip-preview --non-interactive

running=$(../deploy/running.sh)
if [[ $running != "$digest" ]]; then
  echo "$STAGE runs $running, not $digest: the rollout was rolled back. See the service's events in Amazon ECS for the reason." >&2
  exit 1
fi
