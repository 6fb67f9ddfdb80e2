/** A template that renders the given files of a skeleton with the value `name`. */
export function skeletonExample(files: Record<string, string>, input = ''): Record<string, string> {
  const skeleton = Object.entries(files).map(([file, text]) => [`skeleton/${file}`, text] as const);
  return {
    'template.yaml': `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: example
spec:
  type: service
  parameters:
    - title: Service
      required: [name]
      properties:
        name: { title: Name, type: string, description: Name of the service }
  steps:
    - id: fetch
      name: Fetch
      action: fetch:template
      input:
        url: ./skeleton
        values: { name: '\${{ parameters.name }}' }
${input}`,
    ...Object.fromEntries(skeleton),
  };
}
