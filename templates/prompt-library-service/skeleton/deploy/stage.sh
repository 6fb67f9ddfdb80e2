#!/usr/bin/env bash
# Says what a stage is called and where it lies, as lines NAME=value. infra/ says it already, so no pipeline repeats it.
# usage: deploy/stage.sh <stage>
set -euo pipefail
cd "$(dirname "$0")/.."

stage=${1:?usage: deploy/stage.sh <stage>}
file=infra/Pulumi.$stage.yaml
if [[ ! -f $file ]]; then
  echo "There is no stage '$stage': infra/Pulumi.<stage>.yaml has to be there for it." >&2
  exit 2
fi

# value <file> <key with the spaces before it> <what it must look like>
value() {
  local found
  found=$(sed -nE "s/^$2: *[\"']?([^\"' #]+)[\"']? *(#.*)?\$/\1/p" "$1")
  if [[ ! $found =~ ^$3$ ]]; then
    echo "$1: ${2// /} is '$found', which a deployment cannot use. docs/pipeline.md says what it must be." >&2
    exit 2
  fi
  echo "$found"
}

project=$(value infra/Pulumi.yaml name '[a-z][a-z0-9-]*')
region=$(value "$file" '  aws:region' '[a-z]{2}(-[a-z]+)+-[0-9]')
bucket=$(value "$file" '  service:stateBucket' '[a-z0-9][a-z0-9.-]+[a-z0-9]')

echo "STAGE=$stage"
echo "AWS_REGION=$region"
echo "IMAGE_REPOSITORY=$project-$stage"
# with it set, every command of Pulumi is logged in: the AWS role is the login
echo "PULUMI_BACKEND_URL=s3://$bucket"
echo "PULUMI_SKIP_UPDATE_CHECK=true"
