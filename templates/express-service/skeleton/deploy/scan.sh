#!/usr/bin/env bash
# Waits for the registry's scan of an image, and stops the deployment if it found a critical vulnerability that
# deploy/accepted-vulnerabilities.txt does not accept.
# usage: deploy/scan.sh <digest>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")"

digest=${1:?usage: deploy/scan.sh <digest>}

# Amazon ECR scans the image, not the list that contains it with its SBOM and provenance
manifest=$(aws ecr batch-get-image --repository-name "$IMAGE_REPOSITORY" --image-ids "imageDigest=$digest" \
  --query 'images[0].imageManifest' --output text)
image=$(jq -r '[.manifests[]? | select(.platform.os == "linux")][0].digest // empty' <<<"$manifest")
image=${image:-$digest}

findings=$(mktemp)
trap 'rm -f "$findings" "$findings.errors"' EXIT
status=
for ((attempt = 0; attempt < ${SCAN_ATTEMPTS:-60}; attempt++)); do
  if aws ecr describe-image-scan-findings --repository-name "$IMAGE_REPOSITORY" --image-id "imageDigest=$image" \
    --output json >"$findings" 2>"$findings.errors"; then
    status=$(jq -r '.imageScanStatus.status' "$findings")
  fi
  # ACTIVE: the account scans continuously, with Amazon Inspector
  if [[ $status == COMPLETE || $status == ACTIVE ]]; then break; fi
  sleep "${SCAN_SECONDS:-5}"
done
if [[ $status != COMPLETE && $status != ACTIVE ]]; then
  echo "$IMAGE_REPOSITORY has no scan of $image: ${status:-$(<"$findings.errors")}" >&2
  exit 1
fi

# lines of the form: CVE-2030-12345 2030-01-31 the reason; the date is the last day on which it is accepted
today=$(date -u +%F)
accepted=$(awk -v today="$today" '!/^#/ && $2 >= today && $3 != "" { print $1 }' accepted-vulnerabilities.txt)
critical=$(jq -r '.imageScanFindings
  | (.findings[]? | select(.severity == "CRITICAL") | .name),
    (.enhancedFindings[]? | select(.severity == "CRITICAL") | .packageVulnerabilityDetails.vulnerabilityId)' "$findings" |
  sort -u | grep -vxF -e "$accepted" || true)
if [[ -n $critical ]]; then
  {
    echo "The image has critical vulnerabilities:"
    echo "$critical"
    echo "Update the base image or the packages, or accept them in deploy/accepted-vulnerabilities.txt."
  } >&2
  exit 1
fi
echo "The image has no critical vulnerability that is not accepted."
