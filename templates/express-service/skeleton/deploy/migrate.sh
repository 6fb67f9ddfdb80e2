#!/usr/bin/env bash
# Migrates the database of a stage with a new image, before the image receives requests: registers the migration task
# with it, runs the task once, and succeeds if the task does.
# usage: deploy/migrate.sh <digest>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")/../infra"

digest=${1:?usage: deploy/migrate.sh <digest>}
family=$SERVICE-migration

../deploy/pulumi.sh up "$digest" --yes --skip-preview --non-interactive \
  --target "**aws:ecs/taskDefinition:TaskDefinition::$family"

read -r definition image < <(aws ecs describe-task-definition --task-definition "$family" --output text \
  --query "taskDefinition.[taskDefinitionArn, containerDefinitions[?name=='main'].image | [0]]")
if [[ $image != *"@$digest" ]]; then
  echo "$definition would run $image, not $digest." >&2
  exit 1
fi

group=$(pulumi stack output migrationSecurityGroup --stack "$STAGE")
subnets=$(pulumi stack output migrationSubnets --stack "$STAGE" --json | jq -r 'join(",")')
started=$(aws ecs run-task --cluster "$SERVICE" --task-definition "$definition" --launch-type FARGATE \
  --network-configuration "awsvpcConfiguration={subnets=[$subnets],securityGroups=[$group],assignPublicIp=DISABLED}" \
  --started-by pipeline --output json)
task=$(jq -r '.tasks[0].taskArn // empty' <<<"$started")
if [[ -z $task ]]; then
  echo "The migration did not start: $(jq -c '.failures' <<<"$started")" >&2
  exit 1
fi
echo "The migration runs as $task."

# stops a migration that is no longer watched; its transaction is rolled back
trap 'aws ecs stop-task --cluster "$SERVICE" --task "$task" --reason "The pipeline stopped watching" >/dev/null' EXIT
# ten minutes each; a large index may take the second
aws ecs wait tasks-stopped --cluster "$SERVICE" --tasks "$task" ||
  aws ecs wait tasks-stopped --cluster "$SERVICE" --tasks "$task"
trap - EXIT

aws logs get-log-events --log-group-name "/ecs/$family" --log-stream-name "main/main/${task##*/}" \
  --start-from-head --query 'events[].message' --output text | tr '\t' '\n' ||
  echo "There is no log."

ended=$(aws ecs describe-tasks --cluster "$SERVICE" --tasks "$task" --output json)
code=$(jq -r '.tasks[0].containers[] | select(.name == "main") | .exitCode // "none"' <<<"$ended")
if [[ $code != 0 ]]; then
  echo "The migration failed with exit code $code: $(jq -r '.tasks[0].stoppedReason' <<<"$ended")" >&2
  echo "The version that ran before is still running." >&2
  exit 1
fi
