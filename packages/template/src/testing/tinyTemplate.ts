/** The files of a small valid template. A test changes the file that it is about. */
export const tinyTemplate = {
  'template.yaml': `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: tiny
  title: Tiny service
spec:
  parameters:
    - title: Service
      required: [name, owner, replicas]
      properties:
        name:
          title: Name
          type: string
          minLength: 3
          maxLength: 12
          pattern: ^[a-z-]+$
          not: { enum: [goldpath, test] }
          errorMessage:
            pattern: may hold lower-case letters
            not: is the reserved word \${0}
            maxLength: is too long
          ui:autofocus: true
        owner: { type: string, maxLength: 40 }
        replicas: { type: integer, minimum: 1 }
    - title: Publish
      required: [destination]
      properties:
        destination: { type: string, enum: [local, github] }
      if: { required: [destination], properties: { destination: { const: github } } }
      then: { required: [repoUrl], properties: { repoUrl: { type: string } } }
      errorMessage: { if: needs a repository }
  steps:
    - action: goldpath:stamp
`,
  'stamp.yaml': `apiVersion: goldpath.dev/v1
template:
  version: 1.2.3
publishing: [destination, repoUrl]
answers:
  name:
    - { file: package.json, at: /name }
    - { file: catalog-info.yaml, document: 1, at: /metadata/name, value: '{}-api' }
    - { file: README.md, token: sample }
  owner:
    - { file: catalog-info.yaml, document: 0, at: /spec/owner }
    - { file: README.md, token: the sample team }
  replicas:
    - { file: config.yaml, at: /replicas }
`,
  'samples/skeleton.yaml': 'name: sample\nowner: the sample team\nreplicas: 2\ndestination: local\n',
  'samples/other.yaml': 'name: other\nowner: another team\nreplicas: 3\n',
  'skeleton/package.json': '{\n\t"name":   "sample",\n\t"scripts": { "a": "b" }\n}\n',
  'skeleton/catalog-info.yaml': `# kept
spec:
  owner: the sample team # who
---
metadata: { name: sample-api }
`,
  'skeleton/config.yaml': "replicas: 2\nquote: 'x'\n",
  'skeleton/README.md': '# sample\n\nsample is by the sample team.\n',
  'skeleton/.gitignore': 'node_modules/\n',
  'skeleton/src/main.ts': 'console.log(1);\n',
};
