#!/usr/bin/env bash
# Writes the signature of an image as an artifact for its registry, in the form of cosign: a layer with the claim, and the
# signature as its annotation. https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md (looked up 2026-11-29)
# usage: deploy/signature.sh <digest> <signature> <new folder>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail

digest=${1:?usage: deploy/signature.sh <digest> <signature> <new folder>}
signature=${2:?signature}
folder=${3:?new folder}

mkdir -p "$folder/blobs/sha256"
# blob <media type>: stores standard input, and prints its descriptor
blob() {
  local file hash
  file=$(mktemp -p "$folder")
  cat >"$file"
  hash=$(sha256sum "$file" | cut -d' ' -f1)
  jq -cn --arg type "$1" --arg digest "sha256:$hash" --argjson size "$(wc -c <"$file")" \
    '{mediaType: $type, digest: $digest, size: $size}'
  mv "$file" "$folder/blobs/sha256/$hash"
}

layer=$("$(dirname "$0")/claim.sh" "$digest" | blob application/vnd.dev.cosign.simplesigning.v1+json)
config=$(jq -cn --argjson layer "$layer" \
  '{architecture: "", os: "", config: {}, rootfs: {type: "layers", diff_ids: [$layer.digest]}}' |
  blob application/vnd.oci.image.config.v1+json)
manifest=$(jq -cn --argjson config "$config" --argjson layer "$layer" --arg signature "$signature" '{
  schemaVersion: 2,
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  config: $config,
  layers: [$layer + {annotations: {"dev.cosignproject.cosign/signature": $signature}}]
}' | blob application/vnd.oci.image.manifest.v1+json)
echo '{"imageLayoutVersion": "1.0.0"}' >"$folder/oci-layout"
jq -n --argjson manifest "$manifest" '{schemaVersion: 2, manifests: [$manifest]}' >"$folder/index.json"
