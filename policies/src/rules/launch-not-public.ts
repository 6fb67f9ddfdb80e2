import { requirementRule } from './requirements.ts';

export const launchNotPublic = requirementRule({
  id: 'launch-not-public',
  title: 'Launch configurations and task sets give no public addresses.',
  why: 'An instance or a task with a public address is one security-group mistake away from the internet.',
  fix: `Remove the setting, and reach the internet through a NAT gateway:
  networkConfiguration: { subnets: privateSubnetIds }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html',
  controls: ['AutoScaling.5', 'ECS.16'],
  requires: [
    {
      types: ['aws:ec2/launchConfiguration:LaunchConfiguration'],
      path: 'associatePublicIpAddress',
      is: false,
      leftOut: 'passes',
      fails: 'Its instances get public addresses.',
      passes: 'It gives no public addresses.',
    },
    {
      types: ['aws:ecs/taskSet:TaskSet'],
      path: 'networkConfiguration?.assignPublicIp',
      is: false,
      leftOut: 'passes',
      fails: 'Its tasks get public addresses.',
      passes: 'It gives no public addresses.',
    },
  ],
  examples: {
    passing: [
      `new aws.ec2.LaunchConfiguration('web', { imageId: 'ami-1', instanceType: 't3.micro' });`,
      `new aws.ecs.TaskSet('web', { cluster: 'shop', service: 'web', taskDefinition: 'web:1', networkConfiguration: { subnets: ['subnet-1'] } });`,
    ],
    failing: [
      `new aws.ec2.LaunchConfiguration('web', { imageId: 'ami-1', instanceType: 't3.micro', associatePublicIpAddress: true });`,
      `new aws.ecs.TaskSet('web', { cluster: 'shop', service: 'web', taskDefinition: 'web:1', networkConfiguration: { subnets: ['subnet-1'], assignPublicIp: true } });`,
    ],
  },
});
