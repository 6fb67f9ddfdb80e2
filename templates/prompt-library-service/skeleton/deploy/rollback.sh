#!/usr/bin/env bash
# Rolls back to an image that the service of a stage ran before, with the settings that it had then. Uses neither infra/
# nor Pulumi's state: changes that are not deployed yet and a lock do not matter. Does not undo a migration.
# usage: deploy/rollback.sh <digest>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")"

digest=${1:?usage: deploy/rollback.sh <digest>}
if ! aws ecr describe-images --repository-name "$IMAGE_REPOSITORY" --image-ids "imageDigest=$digest" >/dev/null; then
  echo "$IMAGE_REPOSITORY does not have $digest. See 'Roll back' in docs/runbooks.md for the images that it has." >&2
  exit 1
fi
./verify.sh "$digest"

# the newest revision with the image; Pulumi keeps the earlier ones
definition=
for candidate in $(aws ecs list-task-definitions --family-prefix "$SERVICE" --sort DESC --no-paginate \
  --query "taskDefinitionArns[]" --output text); do
  image=$(aws ecs describe-task-definition --task-definition "$candidate" \
    --query "taskDefinition.containerDefinitions[?name=='main'].image | [0]" --output text)
  if [[ $image == *"@$digest" ]]; then definition=$candidate && break; fi
done
if [[ -z $definition ]]; then
  echo "$SERVICE never ran $digest: none of its last 100 task definitions has this image." >&2
  exit 1
fi

aws ecs update-service --cluster "$SERVICE" --service "$SERVICE" --task-definition "$definition" \
  --force-new-deployment >/dev/null
# ten minutes each; a blue-green rollout takes longer than the first
aws ecs wait services-stable --cluster "$SERVICE" --services "$SERVICE" ||
  aws ecs wait services-stable --cluster "$SERVICE" --services "$SERVICE"

running=$(./running.sh)
if [[ $running != "$digest" ]]; then
  echo "$STAGE runs $running, not $digest: the rollback failed. See the service's events in Amazon ECS for the reason." >&2
  exit 1
fi
echo "$STAGE runs $digest again. The next deployment updates Pulumi's state."
