/** A small sound template, of which an example changes what it is about. */
const sound = {
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
answers:
  name:
    - { file: package.json, at: /name }
`,
  'samples/skeleton.yaml': 'name: parcel-tracker\n',
  'skeleton/package.json': '{ "name": "parcel-tracker" }\n',
};

/** The sound template with other or more files. */
export const soundExample = (files: Record<string, string> = {}) => ({ ...sound, ...files });

/** The sound template with a piece of a file replaced. */
export const changedExample = (file: keyof typeof sound, from: string, to: string) =>
  soundExample({ [file]: sound[file].replace(from, () => to) });
