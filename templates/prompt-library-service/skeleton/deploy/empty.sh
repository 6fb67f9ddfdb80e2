#!/usr/bin/env bash
# Deletes all images in the registry and all versions of all objects of a stage, before `pulumi destroy`, which deletes
# neither. Only for a stage that is not protected any more.
# usage: deploy/empty.sh   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")/../infra"

if ! grep -qE "^  service:protected: [\"']?false" "Pulumi.$STAGE.yaml"; then
  echo "infra/Pulumi.$STAGE.yaml: service:protected is not false. See 'Delete a stage' in docs/runbooks.md." >&2
  exit 1
fi
bucket=$(pulumi stack output imageBucket --stack "$STAGE")
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

while true; do
  aws s3api list-object-versions --bucket "$bucket" --max-keys 1000 --no-paginate --output json |
    jq -cs '{Quiet: true, Objects: [.[] | (.Versions, .DeleteMarkers)[]? | {Key, VersionId}]}' >"$batch"
  if [[ $(jq '.Objects | length' "$batch") == 0 ]]; then break; fi
  failed=$(aws s3api delete-objects --bucket "$bucket" --delete "file://$batch" --output json)
  if [[ $failed == *'"Errors"'* ]]; then
    echo "$bucket keeps objects: $failed" >&2
    exit 1
  fi
done
echo "$bucket is empty."
