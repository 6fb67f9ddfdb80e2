#!/usr/bin/env bash
# Deletes all images in the registry of a stage, before `pulumi destroy`, which does not. Only for a stage that is not protected any more.
# usage: deploy/empty.sh   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")/../infra"

if ! grep -qE "^  service:protected: [\"']?false" "Pulumi.$STAGE.yaml"; then
  echo "infra/Pulumi.$STAGE.yaml: service:protected is not false. See 'Delete a stage' in docs/runbooks.md." >&2
  exit 1
fi
batch=$(mktemp)
trap 'rm -f "$batch"' EXIT

while true; do
  aws ecr list-images --repository-name "$IMAGE_REPOSITORY" --output json |
    jq -c '[.imageIds[].imageDigest] | unique | .[:100] | map({imageDigest: .})' >"$batch"
  if [[ $(<"$batch") == '[]' ]]; then break; fi
  # a list of images is deleted before the images in it
  deleted=$(aws ecr batch-delete-image --repository-name "$IMAGE_REPOSITORY" --image-ids "file://$batch" --output json)
  if [[ $(jq '.imageIds | length' <<<"$deleted") == 0 ]]; then
    echo "$IMAGE_REPOSITORY keeps images: $(jq -c '.failures' <<<"$deleted")" >&2
    exit 1
  fi
done
echo "$IMAGE_REPOSITORY is empty."
