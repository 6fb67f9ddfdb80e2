#!/usr/bin/env bash
# Builds the site with the settings of a stage on Vercel, deploys exactly this build, and prints `url=<its address>`.
# usage: deploy/vercel.sh <preview|production>
#   with VERCEL_TOKEN, VERCEL_ORG_ID and VERCEL_PROJECT_ID in the environment
set -euo pipefail
cd "$(dirname "$0")/.."

stage=${1:?usage: deploy/vercel.sh <preview|production>}
for name in VERCEL_TOKEN VERCEL_ORG_ID VERCEL_PROJECT_ID; do
  if [[ -z ${!name:-} ]]; then
    echo "$name is missing; see \"Deploy\" in README.md." >&2
    exit 1
  fi
done
options=()
if [[ $stage == production ]]; then options+=(--prod); fi

# the command line reads the token from the environment
vercel=(npx --yes vercel@59.16.0)
"${vercel[@]}" pull --yes --environment="$stage" >&2
"${vercel[@]}" build "${options[@]}" >&2
url=$("${vercel[@]}" deploy --prebuilt "${options[@]}")
echo "url=$url"
