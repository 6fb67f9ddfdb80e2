#!/usr/bin/env bash
# Prints the digest of the image that the service of a stage runs, or `none` before the first one.
# usage: deploy/running.sh   with the stage in the environment (deploy/stage.sh)
set -euo pipefail

errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
if ! definition=$(aws ecs describe-services --cluster "$SERVICE" --services "$SERVICE" \
  --query "services[?status=='ACTIVE'].taskDefinition | [0]" --output text 2>"$errors"); then
  # before the first `pulumi up`
  if grep -q ClusterNotFoundException "$errors"; then echo none && exit; fi
  cat "$errors" >&2
  exit 1
fi

image=None
if [[ $definition != None ]]; then
  image=$(aws ecs describe-task-definition --task-definition "$definition" \
    --query "taskDefinition.containerDefinitions[?name=='main'].image | [0]" --output text)
fi
digest=${image##*@}
# a placeholder digest of zeros is used before the first image
if [[ $digest =~ ^sha256:[0-9a-f]{64}$ && ! $digest =~ ^sha256:0+$ ]]; then echo "$digest"; else echo none; fi
