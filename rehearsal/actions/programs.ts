import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Programs that stand in for those of the runner, by name.
 *
 * - `npm` skips the jobs that run the tests, which "run the created service" has run with a real database; the tests exit
 *   with `$CI_EXIT_CODE`.
 * - `apt-get` installs nothing, and fails when this machine does not have the package as a program.
 * - `buildctl-daemonless.sh`, of BuildKit, returns `$IMAGE` as the image that it has built.
 * - `gh` keeps the body of the issue that it would open in `$GITHUB_REPORTS`, and has no open issue.
 */
const programs: Record<string, string> = {
  npm: `case \${GITHUB_JOB:-$CI_JOB_NAME} in
  test | infrastructure)
    echo "npm $*: not run again"
    if [[ $1 == test ]]; then exit "\${CI_EXIT_CODE:-0}"; fi
    exit 0
    ;;
esac
PATH=\${PATH//"$(dirname "$0"):"/} exec npm "$@"`,
  'apt-get': `for argument in "\${@:2}"; do
  [[ $argument == -* ]] || command -v "$argument" >/dev/null || { echo "$argument is not installed" >&2; exit 100; }
done`,
  'buildctl-daemonless.sh': `for argument in "$@"; do
  case $argument in
    type=oci,dest=*) cp "$IMAGE" "\${argument#type=oci,dest=}" ;;
  esac
done
digest=$(skopeo inspect --raw "oci-archive:$IMAGE" | sha256sum | cut -d ' ' -f 1)
echo "{ \\"containerimage.digest\\": \\"sha256:$digest\\" }" > metadata.json`,
  gh: `case "$1 $2" in
  'issue list') ;;
  'issue create')
    mkdir -p "$GITHUB_REPORTS"
    cp body.md "$GITHUB_REPORTS/issue.md"
    ;;
  *)
    echo "gh $*: the stand-in does not know this command" >&2
    exit 1
    ;;
esac`,
};

/**
 * Writes the programs.
 *
 * @returns the folder, which must be before the others in PATH
 */
export async function writePrograms(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [name, commands] of Object.entries(programs))
    await writeFile(path.join(folder, name), `#!/usr/bin/env bash\n${commands}\n`, { mode: 0o755 });
  return folder;
}
