#!/usr/bin/env bash
# Copies an image to the registry of a stage byte by byte, with its signature: the copy fails if the digest changes.
# Does nothing if the registry already has both.
# usage: deploy/push.sh <OCI archive> <digest> <commit> <signature>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail

archive=${1:?usage: deploy/push.sh <OCI archive> <digest> <commit> <signature>}
digest=${2:?digest}
commit=${3:?commit}
signature=${4:?signature}
# the name under which cosign and others look for it
signature_tag=${digest/:/-}.sig

# has <imageDigest=...|imageTag=...>
has() { aws ecr describe-images --repository-name "$IMAGE_REPOSITORY" --image-ids "$1" >/dev/null 2>&1; }
if has "imageDigest=$digest" && has "imageTag=$signature_tag"; then
  echo "$IMAGE_REPOSITORY already has $digest and its signature."
  exit 0
fi

account=$(aws sts get-caller-identity --query Account --output text)
registry=$account.dkr.ecr.$AWS_REGION.amazonaws.com
# tags of the registry are immutable, so a commit that is built twice needs two
tag=${commit:0:12}-${digest:7:12}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export REGISTRY_AUTH_FILE=$work/auth.json
echo '{}' >"$REGISTRY_AUTH_FILE"
aws ecr get-login-password | skopeo login --username AWS --password-stdin "$registry"

if ! has "imageDigest=$digest"; then
  # --all includes the SBOM and the provenance, which are separate manifests
  skopeo copy --all --preserve-digests --retry-times 3 --digestfile "$work/digest" \
    "oci-archive:$archive" "docker://$registry/$IMAGE_REPOSITORY:$tag"
  pushed=$(<"$work/digest")
  if [[ $pushed != "$digest" ]]; then
    echo "The archive contains $pushed, not $digest, the image that was tested." >&2
    exit 1
  fi
  echo "$IMAGE_REPOSITORY:$tag is $digest."
fi

"$(dirname "$0")/signature.sh" "$digest" "$signature" "$work/signature"
skopeo copy --preserve-digests --retry-times 3 "oci:$work/signature" "docker://$registry/$IMAGE_REPOSITORY:$signature_tag"
