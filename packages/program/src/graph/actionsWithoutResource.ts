/**
 * Actions that do not support resource-level permissions, or that only list the names of an account's resources. A `*`
 * matches all actions with that prefix.
 *
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * and, for ECS Exec, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
const actions = `
acm:ListCertificates
application-autoscaling:Describe*
autoscaling:Describe*
bedrock:ListFoundationModels
cloudformation:ListStacks
cloudfront:List*
cloudwatch:DescribeAlarms*
cloudwatch:GetMetric*
cloudwatch:List*
cloudwatch:PutMetricData
cognito-idp:ListUserPools
comprehend:BatchDetect*
comprehend:Detect*
dynamodb:DescribeLimits
dynamodb:ListTables
ec2:Describe*
ec2:GetEbsEncryptionByDefault
ec2messages:*
ecr-public:GetAuthorizationToken
ecr:GetAuthorizationToken
ecs:CreateCluster
ecs:DeregisterTaskDefinition
ecs:DescribeTaskDefinition
ecs:DiscoverPollEndpoint
ecs:ListClusters
ecs:ListTaskDefinition*
ecs:RegisterTaskDefinition
eks:ListClusters
elasticfilesystem:DescribeMountTargets
elasticloadbalancing:Describe*
iam:GetAccountSummary
iam:ListAccountAliases
iam:ListOpenIDConnectProviders
iam:ListPolicies
iam:ListRoles
iam:ListUsers
kinesis:ListStreams
kms:CreateKey
kms:GenerateRandom
kms:ListAliases
kms:ListKeys
lambda:GetAccountSettings
lambda:ListEventSourceMappings
lambda:ListFunctions
logs:CreateLogDelivery
logs:DeleteLogDelivery
logs:DescribeLogGroups
logs:DescribeResourcePolicies
logs:GetLogDelivery
logs:ListLogDeliveries
logs:PutResourcePolicy
logs:UpdateLogDelivery
polly:DescribeVoices
polly:SynthesizeSpeech
pricing:*
rekognition:Detect*
route53:GetHostedZoneCount
route53:ListHostedZones*
s3:GetAccountPublicAccessBlock
s3:ListAllMyBuckets
secretsmanager:GetRandomPassword
secretsmanager:ListSecrets
servicediscovery:ListNamespaces
sns:ListTopics
sqs:ListQueues
ssm:DescribeParameters
ssmmessages:*
states:ListStateMachines
sts:DecodeAuthorizationMessage
sts:GetCallerIdentity
sts:GetServiceBearerToken
tag:Get*
textract:AnalyzeDocument
textract:DetectDocumentText
transcribe:StartStreamTranscription*
translate:TranslateText
xray:GetSampling*
xray:Put*
`
  .trim()
  .toLowerCase()
  .split('\n');

const exact = new Set(actions);
const prefixes = actions.filter(action => action.endsWith('*')).map(action => action.slice(0, -1));

/** Whether an action, which may itself contain `*`, can be allowed only on `*`. */
export function isWithoutResource(action: string): boolean {
  const name = action.toLowerCase();
  return exact.has(name) || prefixes.some(prefix => name.startsWith(prefix));
}
