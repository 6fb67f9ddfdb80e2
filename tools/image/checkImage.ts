import { type Unpacked, userOf } from './container.ts';
import { type Expectation, type ImageFile, fileProblems, suspiciousVariables } from './contents.ts';
import { type Findings, none } from './report.ts';

/** Checks the files and the configuration of an image. */
export async function checkImage(
  image: Unpacked,
  files: readonly ImageFile[],
  expected: Omit<Expectation, 'uid'> & { labels: Record<string, string> },
  findings: Findings,
): Promise<void> {
  const { config, root } = image;
  await findings.check(
    'no development package, source, test or secret; its user owns only its data',
    async () => {
      none(fileProblems(files, { ...expected, uid: (await userOf(root, config.User)).uid }));
      return `${files.length} files and folders`;
    },
  );
  await findings.check('its configuration: no secret, not root, a health check, its origin', () => {
    const problems = suspiciousVariables(config.Env);
    if (['', 'root', '0'].includes(config.User)) problems.push('it runs as root');
    if (!config.Healthcheck) problems.push('it has no health check');
    for (const [label, value] of Object.entries(expected.labels)) {
      if (config.Labels?.[label] !== value) problems.push(`the label ${label} is not ${value}`);
    }
    none(problems);
    return `user ${config.User}, ${config.Cmd.slice(0, 2).join(' ')}`;
  });
}
