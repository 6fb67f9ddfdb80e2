#!/usr/bin/env bash
# Verifies that the pipeline of this service has signed an image, with one of the public keys in deploy/signing-keys. An
# image that deploy/accepted-unsigned.txt lists needs no signature.
# usage: deploy/verify.sh <digest> [signature, otherwise the one in the registry]   with the stage in the environment
#   (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")"

digest=${1:?usage: deploy/verify.sh <digest> [signature]}
signature=${2:-}
if grep -qE "^$digest [^ ]" accepted-unsigned.txt; then
  echo "deploy/accepted-unsigned.txt accepts $digest without a signature."
  exit
fi

shopt -s nullglob
keys=(signing-keys/*.pem)
if [[ ${#keys[@]} == 0 ]]; then
  echo "deploy/signing-keys contains no public key. See 'Sign images' in docs/runbooks.md." >&2
  exit 1
fi

if [[ -z $signature ]]; then
  manifest=$(aws ecr batch-get-image --repository-name "$IMAGE_REPOSITORY" \
    --image-ids "imageTag=${digest/:/-}.sig" --query 'images[0].imageManifest' --output text)
  if [[ $manifest == None ]]; then
    echo "$IMAGE_REPOSITORY has no signature of $digest: the pipeline has not built it. See 'Sign images' in docs/runbooks.md." >&2
    exit 1
  fi
  signature=$(jq -r '.layers[0].annotations["dev.cosignproject.cosign/signature"] // empty' <<<"$manifest")
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
./claim.sh "$digest" >"$folder/claim"
openssl base64 -d -A <<<"$signature" >"$folder/signature"
for key in "${keys[@]}"; do
  if openssl dgst -sha256 -verify "$key" -signature "$folder/signature" "$folder/claim" >/dev/null 2>&1; then
    echo "The pipeline signed $digest with the key $key."
    exit
  fi
done
echo "No key in deploy/signing-keys has made the signature of $digest. See 'Sign images' in docs/runbooks.md." >&2
exit 1
