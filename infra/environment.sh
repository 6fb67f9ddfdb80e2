# Sets the variables that the commands of docs/deploying-the-portal.md use, from infra/ and the account of the credentials.
# usage: STAGE=prod . infra/environment.sh   in Bash, in the root of the repository
export STAGE=${STAGE:-prod}
if [[ ! -f infra/Pulumi.$STAGE.yaml ]]; then
  echo "infra/Pulumi.$STAGE.yaml does not exist: STAGE must be a stage, in the root of the repository." >&2
  return 2
fi
PROJECT=$(sed -n 's/^name: *//p' infra/Pulumi.yaml)
AWS_REGION=$(sed -n 's/^ *aws:region: *//p' "infra/Pulumi.$STAGE.yaml")
ACCOUNT=$(AWS_REGION=$AWS_REGION aws sts get-caller-identity --query Account --output text) || return 1
# the service, its cluster and its registry
SERVICE=$PROJECT-$STAGE
REGISTRY=$ACCOUNT.dkr.ecr.$AWS_REGION.amazonaws.com
# Pulumi's state, in a bucket of the account
STATE=$PROJECT-state-$ACCOUNT
PULUMI_BACKEND_URL=s3://$STATE?region=$AWS_REGION
export PROJECT AWS_REGION ACCOUNT SERVICE REGISTRY STATE PULUMI_BACKEND_URL
echo "Stage $STAGE in account $ACCOUNT, region $AWS_REGION." >&2
