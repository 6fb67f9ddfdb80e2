import * as pulumi from '@pulumi/pulumi';
import type { Statement } from './policy';
import type { Registry } from './registry';
import type { Service } from './service';
import type { Task } from './task';

/** What a release touches. */
export interface Release {
  /** the stage, which is the name of GitHub's environment */
  stage: string;
  region: string;
  accountId: pulumi.Input<string>;
  registry: Pick<Registry, 'arn'>;
  task: Pick<Task, 'family' | 'executionRoleArn' | 'taskRoleArn'>;
  service: Pick<Service, 'clusterArn' | 'clusterName' | 'serviceArn' | 'serviceName' | 'scalableTargetArn'>;
  migration: Pick<Task, 'family' | 'executionRoleArn' | 'taskRoleArn' | 'logGroupArn'>;
  /** where Pulumi's state lies; without a bucket the role cannot read it, and the pipeline cannot deploy */
  state: { bucket: string | undefined; keyArn: string | undefined };
}

/**
 * What the pipeline may do, by part: push an image, run the migration, put a new version in the place of the old one, and
 * keep Pulumi's state. Networks, databases and rights are a person's to change, with rights of that person's own.
 */
export function releaseRights(release: Release): Record<string, Statement[]> {
  return {
    image: imageRights(release),
    version: versionRights(release),
    migration: migrationRights(release),
    state: stateRights(release),
  };
}

function imageRights({ registry }: Release): Statement[] {
  return [
    { Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
    {
      Action: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:CompleteLayerUpload',
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

function versionRights({ region, accountId, task, service, migration }: Release): Statement[] {
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
    // neither can be narrowed to a resource
    { Action: ['ecs:DescribeTaskDefinition', 'ec2:DescribeAvailabilityZones'], Resource: '*' },
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

function migrationRights({ region, accountId, service, migration }: Release): Statement[] {
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

/** The state of this stage alone: whoever may write another one's has its secrets and its resources. */
function stateRights(release: Release): Statement[] {
  const { bucket, keyArn } = release.state;
  return [
    ...(bucket
      ? [
          { Action: ['s3:ListBucket'], Resource: [`arn:aws:s3:::${bucket}`] },
          { Action: ['s3:GetObject'], Resource: [`arn:aws:s3:::${bucket}/.pulumi/meta.yaml`] },
          {
            Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
            Resource: stateOf(release.stage, bucket),
          },
        ]
      : []),
    ...(keyArn ? [{ Action: ['kms:Encrypt', 'kms:Decrypt'], Resource: [keyArn] }] : []),
  ];
}

/**
 * The objects that hold the state of a stage, in the folders of Pulumi's state in a bucket:
 * https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/store.go
 */
export function stateOf(stage: string, bucket: string): string[] {
  const stack = `${pulumi.getProject()}/${stage}`;
  const folders = ['history', 'backups', 'journal', 'locks/organization'];
  return [`stacks/${stack}.*`, ...folders.map(folder => `${folder}/${stack}/*`)].map(
    path => `arn:aws:s3:::${bucket}/.pulumi/${path}`,
  );
}
