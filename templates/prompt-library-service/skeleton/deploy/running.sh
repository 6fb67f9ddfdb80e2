#!/usr/bin/env bash
# Prints the digest of the image that the service of a stage runs, or `none` before the first one.
# usage: deploy/running.sh   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")/../infra"

cluster=$(pulumi stack output cluster --stack "$STAGE")
service=$(pulumi stack output serviceName --stack "$STAGE")
definition=$(aws ecs describe-services --cluster "$cluster" --services "$service" \
  --query 'services[0].taskDefinition' --output text)

image=None
if [[ $definition != None ]]; then
  image=$(aws ecs describe-task-definition --task-definition "$definition" \
    --query "taskDefinition.containerDefinitions[?name=='main'].image | [0]" --output text)
fi
digest=${image##*@}
# a placeholder digest of zeros is used before the first image
if [[ $digest =~ ^sha256:[0-9a-f]{64}$ && ! $digest =~ ^sha256:0+$ ]]; then echo "$digest"; else echo none; fi
