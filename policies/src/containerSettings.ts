/**
 * The definitions of containers, by type. Those of awsx hand them to AWS as they are, one or several by name.
 */
export const containerSettings: readonly { types: readonly string[]; path: string }[] = [
  { types: ['aws:ecs/taskDefinition:TaskDefinition'], path: 'containerDefinitions.*' },
  ...['container?', 'containers?.*'].flatMap(path => [
    { types: ['awsx:ecs:FargateTaskDefinition', 'awsx:ecs:EC2TaskDefinition'], path },
    { types: ['awsx:ecs:FargateService', 'awsx:ecs:EC2Service'], path: `taskDefinitionArgs?.${path}` },
  ]),
];
