#!/usr/bin/env bash
# Copies an image to the registry of a stage byte by byte: the copy fails if the digest changes.
# Does nothing if the registry already has the image.
# usage: deploy/push.sh <OCI archive> <digest> <commit>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail

archive=${1:?usage: deploy/push.sh <OCI archive> <digest> <commit>}
digest=${2:?digest}
commit=${3:?commit}

if aws ecr describe-images --repository-name "$IMAGE_REPOSITORY" --image-ids "imageDigest=$digest" >/dev/null 2>&1; then
  echo "$IMAGE_REPOSITORY already has $digest."
  exit 0
fi

account=$(aws sts get-caller-identity --query Account --output text)
registry=$account.dkr.ecr.$AWS_REGION.amazonaws.com
# tags of the registry are immutable, so a commit that is built twice needs two
tag=${commit:0:12}-${digest:7:12}

REGISTRY_AUTH_FILE=$(mktemp)
export REGISTRY_AUTH_FILE
trap 'rm -f "$REGISTRY_AUTH_FILE" "$REGISTRY_AUTH_FILE.digest"' EXIT
echo '{}' >"$REGISTRY_AUTH_FILE"
aws ecr get-login-password | skopeo login --username AWS --password-stdin "$registry"

# --all includes the SBOM and the provenance, which are separate manifests
skopeo copy --all --preserve-digests --retry-times 3 --digestfile "$REGISTRY_AUTH_FILE.digest" \
  "oci-archive:$archive" "docker://$registry/$IMAGE_REPOSITORY:$tag"

pushed=$(<"$REGISTRY_AUTH_FILE.digest")
if [[ $pushed != "$digest" ]]; then
  echo "The archive contains $pushed, not $digest, the image that was tested." >&2
  exit 1
fi
echo "$IMAGE_REPOSITORY:$tag is $digest."
