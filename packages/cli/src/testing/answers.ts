/** Valid answers to the form of prompt-library-service. */
export const validAnswers = {
  name: 'haiku-desk',
  owner: 'group:default/assistants',
  description: 'Short poems for long meetings',
  region: 'eu-central-1',
  size: 'medium',
  nat: 'per-zone',
  rollout: 'rolling',
  pipeline: 'github',
};
