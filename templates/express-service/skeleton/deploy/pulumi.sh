#!/usr/bin/env bash
# Runs `pulumi preview` or `pulumi up` for a stage with an image. Pulumi saves each value of --config in the file of the
# stage, so it works with a copy of infra/Pulumi.<stage>.yaml, which stays as it is committed. Before `up`, keep-data.sh
# rejects changes that lose data.
# usage: deploy/pulumi.sh <preview|up> <digest|running|none> [options of Pulumi]
#   running: the image that the stage runs; none: before the first image. With the stage in the environment
#   (deploy/stage.sh); STAGE_CONFIG names a file to read instead of infra/Pulumi.<stage>.yaml
set -euo pipefail
cd "$(dirname "$0")/../infra"

usage='usage: deploy/pulumi.sh <preview|up> <digest|running|none> [options of Pulumi]'
command=${1:?$usage}
image=${2:?$usage}
shift 2

running=$(../deploy/running.sh)
if [[ $image == running ]]; then image=$running; fi
if [[ $image == none && $running != none ]]; then
  echo "$STAGE runs $running, and would stop without an image; use 'running' instead of 'none'." >&2
  exit 1
fi
values=(--config "service:image=$image")
# before the first release, the service has no tasks
if [[ $running == none && $image != none ]]; then values+=(--config release:first=true); fi

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp "${STAGE_CONFIG:-Pulumi.$STAGE.yaml}" "$copy/Pulumi.$STAGE.yaml"
stack=(--stack "$STAGE" --config-file "$copy/Pulumi.$STAGE.yaml" "${values[@]}")
# the pipeline skips the preview: plan.sh has checked its plan
if [[ $command == up && " $* " != *' --skip-preview '* ]]; then
  pulumi preview "${stack[@]}" --json --non-interactive | ../deploy/keep-data.sh
fi
pulumi "$command" "${stack[@]}" "$@"
