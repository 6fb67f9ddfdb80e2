/** A small valid template. An example changes the part that it is about. */
const valid = {
  'template.yaml': `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: parcel-service
  title: Parcel service
spec:
  type: service
  parameters:
    - title: Service
      required: [name]
      properties:
        name: { title: Name, type: string, pattern: '^[a-z-]+$' }
  steps:
    - id: stamp
      name: Stamp
      action: goldpath:stamp
      input:
        answers: \${{ parameters }}
    - id: check
      name: Check
      action: goldpath:check
    - id: publish
      name: Publish
      action: goldpath:publish:local
      input:
        name: \${{ parameters.name }}
`,
  'stamp.yaml': `apiVersion: goldpath.dev/v1
template:
  version: 1.0.0
contains: []
answers:
  name:
    - { file: package.json, at: /name }
`,
  'samples/skeleton.yaml': 'name: parcel-tracker\n',
  'skeleton/package.json': '{ "name": "parcel-tracker" }\n',
  'skeleton/catalog-info.yaml': 'kind: System\n',
};

/** The valid template with other or more files. */
export const validExample = (files: Record<string, string> = {}) => ({ ...valid, ...files });

/** The valid template with a part of a file replaced. */
export const changedExample = (file: keyof typeof valid, from: string, to: string) =>
  validExample({ [file]: valid[file].replace(from, () => to) });
