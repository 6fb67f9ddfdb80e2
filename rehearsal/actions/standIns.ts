import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import inputs from './inputs.json' with { type: 'json' };

/**
 * The commands that stand in for actions, by name. An input is a variable: `role-to-assume` is `$ROLE_TO_ASSUME`. `$ARTIFACTS` is the
 * folder of artifacts, and `$IMAGE` the archive of the image that the build action would build.
 */
const commands: Record<string, string> = {
  'actions/setup-node': 'node --version | grep -qx "v$NODE_VERSION\\..*"',
  'pulumi/actions': 'pulumi version',
  'docker/setup-buildx-action': 'true',
  'docker/build-push-action': `
    cp "$IMAGE" "\${OUTPUTS##*dest=}"
    echo "digest=$(skopeo inspect --raw "oci-archive:$IMAGE" | sha256sum | sed 's/^\\(\\w*\\).*/sha256:\\1/')" >> "$GITHUB_OUTPUT"`,
  'actions/upload-artifact': `
    mkdir -p "$ARTIFACTS/$NAME"
    cp -r "$PATH_" "$ARTIFACTS/$NAME/"`,
  'actions/download-artifact': `
    if [[ -n $NAME ]]; then cp -r "$ARTIFACTS/$NAME/." "\${PATH_:-.}"; else cp -r "$ARTIFACTS"/\${PATTERN:-*} "\${PATH_:-.}"; fi`,
  // both variables, as the action does: version 1 of the AWS command line reads only the second
  'aws-actions/configure-aws-credentials': `
    [[ $ROLE_TO_ASSUME == arn:aws:iam::*:role/* ]]
    printf 'AWS_REGION=%s\\nAWS_DEFAULT_REGION=%s\\n' "$AWS_REGION_" "$AWS_REGION_" >> "$GITHUB_ENV"`,
};

/** Variables that a command needs itself, so that an input of that name gets an underscore. */
const reserved = ['PATH', 'AWS_REGION'];

/**
 * Writes a composite action for each known action, with the inputs that the real one declares.
 *
 * @param folder - to write them in
 * @returns the arguments with which act uses them in the place of the real ones
 */
export async function writeStandIns(folder: string): Promise<string[]> {
  const args: string[] = [];
  for (const [action, declared] of Object.entries(inputs.actions)) {
    const [name = ''] = action.split('@');
    const command = commands[name];
    // act checks the repository out itself
    if (command === undefined) continue;
    const to = path.join(folder, name);
    await mkdir(to, { recursive: true });
    await writeFile(path.join(to, 'action.yml'), JSON.stringify(compositeOf(command, declared)));
    args.push('--local-repository', `${action}=${to}`);
  }
  return args;
}

function compositeOf(command: string, declared: { inputs: string[]; outputs: string[] }): object {
  const env = Object.fromEntries(
    declared.inputs.map(input => [variableOf(input), `\${{ inputs.${input} }}`]),
  );
  const outputs = declared.outputs.map(output => [output, { value: `\${{ steps.run.outputs.${output} }}` }]);
  return {
    name: 'Stand-in',
    inputs: Object.fromEntries(declared.inputs.map(input => [input, { required: false }])),
    outputs: Object.fromEntries(outputs) as object,
    runs: { using: 'composite', steps: [{ id: 'run', shell: 'bash', env, run: command }] },
  };
}

function variableOf(input: string): string {
  const name = input.toUpperCase().replaceAll('-', '_');
  return reserved.includes(name) ? `${name}_` : name;
}
