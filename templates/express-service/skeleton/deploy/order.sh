#!/usr/bin/env bash
# Stops the deployment of a commit that is older than the running one, such as one that was approved late. Only a
# rollback deploys an older commit.
# usage: deploy/order.sh <commit>   with the stage in the environment (deploy/stage.sh), in a clone with its history
set -euo pipefail
cd "$(dirname "$0")"

commit=${1:?usage: deploy/order.sh <commit>}
running=$(./running.sh)
if [[ $running == none ]]; then exit; fi

# push.sh tags each image with its commit
tags=$(aws ecr describe-images --repository-name "$IMAGE_REPOSITORY" --image-ids "imageDigest=$running" \
  --query 'imageDetails[0].imageTags' --output text)
deployed=none
if [[ $tags =~ ([0-9a-f]{12})-[0-9a-f]{12} ]]; then deployed=${BASH_REMATCH[1]}; fi
if ! git cat-file -e "$deployed^{commit}" 2>/dev/null; then
  echo "$STAGE runs $running of commit '$deployed', which is not in this clone: its order is unknown." >&2
  exit 1
fi
if ! git merge-base --is-ancestor "$deployed" "$commit"; then
  echo "$STAGE runs commit $deployed, and $commit does not contain it. Deploy a newer commit, or roll back." >&2
  exit 1
fi
