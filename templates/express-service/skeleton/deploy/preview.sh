#!/usr/bin/env bash
# Previews the changes of infra/ with the read-only role, which may not decrypt Pulumi's secrets: with a copy of the state
# and of the configuration that contains placeholders instead. Changes of secret values are not shown.
# usage: deploy/preview.sh <digest|running> [options of pulumi preview]   with the stage in the environment
#   (deploy/stage.sh)
set -euo pipefail
cd "$(dirname "$0")/../infra"

image=${1:?usage: deploy/preview.sh <digest|running> [options of pulumi preview]}
shift
project=${SERVICE%-"$STAGE"}
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

# the layout of a state bucket: https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/store.go
state=.pulumi/stacks/$project/$STAGE.json
mkdir -p "$copy/${state%/*}"
# the keys mark a secret: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig.go
aws s3 cp "${PULUMI_BACKEND_URL%%\?*}/$state" - | jq '
  del(.checkpoint.latest.secrets_providers)
  | walk(if type == "object" and .["4dabf18193072939515e22adb298388d"] == "1b47061264138c4ac30d75fd1eb44270"
         then "secret" else . end)' >"$copy/$state"
echo 'version: 1' >"$copy/.pulumi/meta.yaml"

# the program validates the form of a value, but does not use it
grep -vE '^(secretsprovider|encryptedkey|encryptionsalt):' "Pulumi.$STAGE.yaml" |
  sed -nE '
    # a secret is a key without a value, and the line "secure: ..."
    /^  [^ ]+: *$/ { N; s/^(  service:sentryDsn): *\n +secure:.*/\1: https:\/\/secret@secret.invalid\/0/
      s/^(  service:datadogApiKey): *\n +secure:.*/\1: 00000000000000000000000000000000/ }
    p' >"$copy/Pulumi.$STAGE.yaml"

export PULUMI_BACKEND_URL=file://$copy PULUMI_CONFIG_PASSPHRASE=preview
STAGE_CONFIG=$copy/Pulumi.$STAGE.yaml ../deploy/pulumi.sh preview "$image" \
  --exclude '**aws:secretsmanager/secretVersion:SecretVersion::**' "$@"
