#!/usr/bin/env bash
# Prints the images that a stage ran before and runs now, as Markdown.
# usage: deploy/summary.sh <digest before>   with the stage in the environment (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")"

before=${1:?usage: deploy/summary.sh <digest before>}
now=$(./running.sh)
# shellcheck disable=SC2016 # Markdown's backticks
printf '| %s | digest |\n| --- | --- |\n| before | `%s` |\n| now | `%s` |\n' "$STAGE" "$before" "$now"
