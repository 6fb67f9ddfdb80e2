import { requirementRule } from './requirements.ts';

export const clusterInsights = requirementRule({
  id: 'cluster-insights',
  title: 'Clusters of ECS have metrics of their tasks.',
  why: 'Nothing shows which task uses the memory, and no alarm can be raised on tasks that restart.',
  fix: `Turn on Container Insights:
  settings: [{ name: 'containerInsights', value: 'enabled' }]`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html',
  controls: ['ECS.12'],
  requires: [
    {
      types: ['aws:ecs/cluster:Cluster'],
      path: 'settings',
      set: true,
      leftOut: 'fails',
      fails: 'Container Insights is off.',
      passes: 'Its settings are chosen.',
    },
    {
      types: ['aws:ecs/cluster:Cluster'],
      path: 'settings.*.value',
      oneOf: ['enabled', 'enhanced'],
      leftOut: 'fails',
      fails: 'Container Insights is off.',
      passes: 'Container Insights is on.',
    },
  ],
  examples: {
    passing: [
      `new aws.ecs.Cluster('work', { settings: [{ name: 'containerInsights', value: 'enhanced' }] });`,
    ],
    failing: [
      `new aws.ecs.Cluster('work');`,
      `new aws.ecs.Cluster('work', { settings: [{ name: 'containerInsights', value: 'disabled' }] });`,
    ],
  },
});
