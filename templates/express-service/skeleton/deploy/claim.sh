#!/usr/bin/env bash
# Prints what a signature of an image states: that the pipeline of this service has built the image. The form is the one of
# cosign, so that other tools can verify it, too:
# https://github.com/containers/image/blob/main/docs/containers-signature.5.md (looked up 2026-11-29)
# usage: deploy/claim.sh <digest>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail

digest=${1:?usage: deploy/claim.sh <digest>}
# the same in every stage, each of which has a registry of its own
jq -cnj --arg service "${SERVICE%"-$STAGE"}" --arg digest "$digest" '{
  critical: {
    identity: {"docker-reference": $service},
    image: {"docker-manifest-digest": $digest},
    type: "cosign container image signature"
  },
  optional: null
}'
