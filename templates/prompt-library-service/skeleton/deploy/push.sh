#!/usr/bin/env bash
# Copies an image into the registry of a stage byte by byte: its digest stays, or the copy fails.
# An image that is there already is left alone.
# usage: deploy/push.sh <OCI archive> <digest> <commit>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail

archive=${1:?usage: deploy/push.sh <OCI archive> <digest> <commit>}
digest=${2:?digest}
commit=${3:?commit}

if aws ecr describe-images --repository-name "$IMAGE_REPOSITORY" --image-ids "imageDigest=$digest" >/dev/null 2>&1; then
  echo "$IMAGE_REPOSITORY has $digest already."
  exit 0
fi

account=$(aws sts get-caller-identity --query Account --output text)
registry=$account.dkr.ecr.$AWS_REGION.amazonaws.com
# tags of the registry cannot be moved, so that one commit built twice needs two
tag=${commit:0:12}-${digest:7:12}

REGISTRY_AUTH_FILE=$(mktemp)
export REGISTRY_AUTH_FILE
trap 'rm -f "$REGISTRY_AUTH_FILE" "$REGISTRY_AUTH_FILE.digest"' EXIT
echo '{}' >"$REGISTRY_AUTH_FILE"
aws ecr get-login-password | skopeo login --username AWS --password-stdin "$registry"

# --all takes the SBOM and the provenance along, which are manifests beside the image's own
skopeo copy --all --preserve-digests --retry-times 3 --digestfile "$REGISTRY_AUTH_FILE.digest" \
  "oci-archive:$archive" "docker://$registry/$IMAGE_REPOSITORY:$tag"

pushed=$(<"$REGISTRY_AUTH_FILE.digest")
if [[ $pushed != "$digest" ]]; then
  echo "The archive holds $pushed and not $digest, the image that was tested." >&2
  exit 1
fi
echo "$IMAGE_REPOSITORY:$tag is $digest."
