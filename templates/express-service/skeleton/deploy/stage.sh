#!/usr/bin/env bash
# Prints the names and the location of a stage as lines NAME=value, from infra/, so that no pipeline repeats them.
# usage: deploy/stage.sh <stage>
set -euo pipefail
cd "$(dirname "$0")/.."

stage=${1:?usage: deploy/stage.sh <stage>}
file=infra/Pulumi.$stage.yaml
if [[ ! -f $file ]]; then
  echo "There is no stage '$stage': infra/Pulumi.<stage>.yaml does not exist." >&2
  exit 2
fi

# value <file> <key with leading spaces> <pattern>
value() {
  local found
  found=$(sed -nE "s/^$2: *[\"']?([^\"' #]+)[\"']? *(#.*)?\$/\1/p" "$1")
  if [[ ! $found =~ ^$3$ ]]; then
    echo "$1: ${2// /} is '$found', which is not valid for a deployment. See docs/pipeline.md." >&2
    exit 2
  fi
  echo "$found"
}

project=$(value infra/Pulumi.yaml name '[a-z][a-z0-9-]*')
region=$(value "$file" '  aws:region' '[a-z]{2}(-[a-z]+)+-[0-9]')
bucket=$(value "$file" '  service:stateBucket' '[a-z0-9][a-z0-9.-]+[a-z0-9]')

echo "STAGE=$stage"
echo "AWS_REGION=$region"
# the service and its cluster
echo "SERVICE=$project-$stage"
echo "IMAGE_REPOSITORY=$project-$stage"
# logs in every Pulumi command, with the AWS role as the credentials
echo "PULUMI_BACKEND_URL=s3://$bucket"
echo "PULUMI_SKIP_UPDATE_CHECK=true"
