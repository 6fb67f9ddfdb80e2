#!/usr/bin/env bash
# Copies a released image of the portal into the registry of a stage, with its SBOM and its provenance. Its digest stays the
# same. Does nothing if the registry already has it.
# usage: infra/copy-image.sh <image>@<digest> <tag>   such as ghcr.io/acme/goldpath/portal@sha256:... v1.2.0, with the
#   stage in the environment (infra/environment.sh). Log in first if the image is not public: skopeo login ghcr.io
set -euo pipefail

usage='usage: infra/copy-image.sh <image>@<digest> <tag>'
source=${1:?$usage}
tag=${2:?$usage}
digest=${source##*@}
if [[ ! $source =~ ^[^@]+@sha256:[0-9a-f]{64}$ ]]; then
  echo "'$source' does not end with a digest. The notes of a release on GitHub have its image with the digest." >&2
  exit 2
fi

if aws ecr describe-images --repository-name "$SERVICE" --image-ids "imageDigest=$digest" >/dev/null 2>&1; then
  echo "$REGISTRY/$SERVICE already has $digest."
  exit 0
fi

# --all copies every manifest of the index; --preserve-digests fails instead of converting one
aws ecr get-login-password | skopeo login --username AWS --password-stdin "$REGISTRY" >/dev/null
skopeo copy --all --preserve-digests --retry-times 3 "docker://$source" "docker://$REGISTRY/$SERVICE:$tag"
echo "$REGISTRY/$SERVICE:$tag is $digest."
