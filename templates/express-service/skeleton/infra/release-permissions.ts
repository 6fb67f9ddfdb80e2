import * as pulumi from '@pulumi/pulumi';
import type { Statement } from './policy';
import type { Registry } from './registry';
import type { Service } from './service';
import type { SigningKey } from './signing-key';
import type { Task } from './task';

/** The stage and the resources of a release. */
export interface Release {
  /** the stage, which is also the name of the GitHub environment */
  stage: string;
  region: string;
  accountId: pulumi.Input<string>;
  registry: Pick<Registry, 'arn'>;
  /** the key with which the pipeline signs images, in the stage that builds them */
  signingKey: Pick<SigningKey, 'arn'> | undefined;
  task: Pick<Task, 'family' | 'executionRoleArn' | 'taskRoleArn'>;
  service: Pick<Service, 'clusterArn' | 'clusterName' | 'serviceArn' | 'serviceName' | 'scalableTargetArn'>;
  migration: Pick<Task, 'family' | 'executionRoleArn' | 'taskRoleArn' | 'logGroupArn'>;
  /** the location of Pulumi's state; without a bucket, the role cannot read it, and the pipeline cannot deploy */
  state: { bucket: string | undefined; keyArn: string | undefined };
}

/**
 * The permissions of the pipeline, by part: to sign and push an image, run the migration, replace the old version by a new one, and
 * write Pulumi's state. Only people can change networks, databases and permissions, with permissions of their own.
 */
export function releasePermissions(release: Release): Record<string, Statement[]> {
  return {
    image: imagePermissions(release),
    version: versionPermissions(release),
    migration: migrationPermissions(release),
    state: statePermissions(release),
  };
}

function imagePermissions({ registry, signingKey }: Release): Statement[] {
  const signing = signingKey ? [{ Action: ['kms:Sign'], Resource: [signingKey.arn] }] : [];
  return [
    ...signing,
    { Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
    {
      Action: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:CompleteLayerUpload',
        'ecr:DescribeImageScanFindings',
        'ecr:DescribeImages',
        'ecr:GetDownloadUrlForLayer',
        'ecr:InitiateLayerUpload',
        'ecr:PutImage',
        'ecr:UploadLayerPart',
      ],
      Resource: [registry.arn],
    },
  ];
}

function versionPermissions({ region, accountId, task, service, migration }: Release): Statement[] {
  const definitions = [task.family, migration.family].map(
    family => pulumi.interpolate`arn:aws:ecs:${region}:${accountId}:task-definition/${family}:*`,
  );
  const roles = [task, migration].flatMap(one => [one.executionRoleArn, one.taskRoleArn]);
  return [
    { Action: ['ecs:RegisterTaskDefinition'], Resource: definitions },
    {
      Action: ['ecs:TagResource'],
      Resource: definitions,
      Condition: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
    },
    // none of them supports resource-level permissions
    {
      Action: ['ecs:DescribeTaskDefinition', 'ecs:ListTaskDefinitions', 'ec2:DescribeAvailabilityZones'],
      Resource: '*',
    },
    {
      Action: ['ecs:DescribeServices', 'ecs:UpdateService', 'ecs:ListServiceDeployments'],
      Resource: [service.serviceArn],
    },
    {
      Action: ['ecs:DescribeServiceDeployments', 'ecs:DescribeServiceRevisions', 'ecs:StopServiceDeployment'],
      Resource: [
        service.serviceArn,
        pulumi.interpolate`arn:aws:ecs:${region}:${accountId}:service-deployment/${service.clusterName}/${service.serviceName}/*`,
        pulumi.interpolate`arn:aws:ecs:${region}:${accountId}:service-revision/${service.clusterName}/${service.serviceName}/*`,
      ],
    },
    {
      Action: ['iam:PassRole'],
      Resource: roles,
      Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
  ];
}

function migrationPermissions({ region, accountId, service, migration }: Release): Statement[] {
  const onThisCluster = { ArnEquals: { 'ecs:cluster': service.clusterArn } };
  return [
    {
      Action: ['ecs:RunTask'],
      Resource: [
        pulumi.interpolate`arn:aws:ecs:${region}:${accountId}:task-definition/${migration.family}:*`,
      ],
      Condition: onThisCluster,
    },
    {
      Action: ['ecs:DescribeTasks', 'ecs:StopTask'],
      Resource: [pulumi.interpolate`arn:aws:ecs:${region}:${accountId}:task/${service.clusterName}/*`],
      Condition: onThisCluster,
    },
    {
      Action: ['logs:GetLogEvents', 'logs:FilterLogEvents'],
      Resource: [pulumi.interpolate`${migration.logGroupArn}:*`],
    },
  ];
}

/** Access to the state of this stage only: write access to another stage's state would give access to its resources. */
function statePermissions(release: Release): Statement[] {
  const { bucket, keyArn } = release.state;
  const statements: Statement[] = [];
  if (bucket) {
    statements.push(
      { Action: ['s3:ListBucket'], Resource: [`arn:aws:s3:::${bucket}`] },
      { Action: ['s3:GetObject'], Resource: [`arn:aws:s3:::${bucket}/.pulumi/meta.yaml`] },
      {
        Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        Resource: stateOf(release.stage, bucket),
      },
    );
  }
  if (keyArn) statements.push({ Action: ['kms:Encrypt', 'kms:Decrypt'], Resource: [keyArn] });
  return statements;
}

/**
 * The ARNs of the objects that hold the state of a stage, by the layout of a Pulumi state bucket:
 * https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/store.go
 */
export function stateOf(stage: string, bucket: string): string[] {
  const stack = `${pulumi.getProject()}/${stage}`;
  const folders = ['history', 'backups', 'journal', 'locks/organization'];
  return [`stacks/${stack}.*`, ...folders.map(folder => `${folder}/${stack}/*`)].map(
    path => `arn:aws:s3:::${bucket}/.pulumi/${path}`,
  );
}
