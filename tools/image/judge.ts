import { userOf, type Unpacked } from './container.ts';
import { judgeFiles, judgeVariables, type Expectation, type ImageFile } from './contents.ts';
import { none, type Findings } from './report.ts';

/** Judges what an image holds and says. */
export async function judgeImage(
  image: Unpacked,
  files: readonly ImageFile[],
  expected: Omit<Expectation, 'uid'> & { labels: Record<string, string> },
  findings: Findings,
): Promise<void> {
  const { config, root } = image;
  await findings.check(
    'no development package, source, test or secret; nothing of the user but its data',
    async () => {
      none(judgeFiles(files, { ...expected, uid: (await userOf(root, config.User)).uid }));
      return `${files.length} files and folders`;
    },
  );
  await findings.check('its settings: no secret, not root, a health check, its origin', async () => {
    none([
      ...judgeVariables(config.Env),
      ...(['', 'root', '0'].includes(config.User) ? ['it runs as root'] : []),
      ...(config.Healthcheck ? [] : ['it has no health check']),
      ...Object.entries(expected.labels)
        .filter(([label, value]) => config.Labels?.[label] !== value)
        .map(([label]) => `the label ${label} is not what the build was told`),
    ]);
    return `user ${config.User}, ${config.Cmd.slice(0, 2).join(' ')}`;
  });
}
