#!/usr/bin/env bash
# Signs an image with the key of the stage, which is in KMS, and prints the signature.
# usage: deploy/sign.sh <digest>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")"

digest=${1:?usage: deploy/sign.sh <digest>}
claim=$(mktemp)
trap 'rm -f "$claim"' EXIT
./claim.sh "$digest" >"$claim"
# KMS hashes the claim, as `openssl dgst -sha256 -verify` does
signature=$(aws kms sign --key-id "alias/$SERVICE-signing" --message "fileb://$claim" --message-type RAW \
  --signing-algorithm ECDSA_SHA_256 --query Signature --output text)
# before any stage is changed
./verify.sh "$digest" "$signature" >&2
echo "$signature"
