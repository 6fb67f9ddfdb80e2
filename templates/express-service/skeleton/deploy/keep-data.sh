#!/usr/bin/env bash
# Rejects a plan that loses data: one that deletes or replaces what contains data, or that AWS would stop half-way, because
# the database cannot shrink or return to an older version. A website that an earlier version of infra/ created is kept too.
# Rejects a preview that failed, and prints its errors.
# usage: deploy/keep-data.sh < the output of `pulumi preview --json`
set -euo pipefail

plan=$(cat)
errors=$(jq -r '.diagnostics[]? | select(.severity == "error") | .message' <<<"$plan")
if [[ -n $errors ]]; then
  echo "$errors" >&2
  exit 1
fi

losses=$(jq -r '
  {
    "aws:ec2/vpc:Vpc": "the network with the database",
    "aws:ecr/repository:Repository": "the registry with the images of earlier releases",
    "aws:kms/key:Key": "the key that decrypts the data",
    "aws:rds/instance:Instance": "the database",
    "aws:s3/bucket:Bucket": "a bucket",
    "vercel:index/project:Project": "the website"
  } as $holders
  | def major: tostring | split(".")[0] | tonumber;
  .steps[]?
    | (.urn | split("::")[2] | split("$") | last) as $type
    | select($holders[$type])
    | (.urn | split("::")[3]) as $name
    | ((.oldState.inputs // {}) + (.oldState.outputs // {})) as $old
    # the key that signs images decrypts nothing, and its signatures stay valid
    | select($old.keyUsage != "SIGN_VERIFY")
    | (.newState.inputs // {}) as $new
    | if .op == "replace" or (.op == "delete" and (.oldState.retainOnDelete | not)) then
        "It would \(.op) \($holders[$type]): \($type) \($name)."
      elif .op != "update" or $type != "aws:rds/instance:Instance" then empty
      elif ($new.maxAllocatedStorage // $old.allocatedStorage) < $old.allocatedStorage then
        "The database \($name) has \($old.allocatedStorage) GiB, and its new limit is \($new.maxAllocatedStorage) GiB: RDS cannot shrink storage. Choose a larger service:size."
      elif $new.engineVersion and $old.engineVersion and ($new.engineVersion | major) < ($old.engineVersion | major) then
        "The database \($name) has PostgreSQL \($old.engineVersion), and would get \($new.engineVersion): RDS cannot downgrade."
      else empty
      end' <<<"$plan")

if [[ -n $losses ]]; then
  {
    echo "$losses"
    echo "Nothing was changed. Undo the change of infra/, move the data to another stage (docs/runbooks.md, 'Add a stage'), or hand the website over (docs/runbooks.md, 'Hand a website over')."
  } >&2
  exit 1
fi
