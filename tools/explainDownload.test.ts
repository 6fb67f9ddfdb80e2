import { expect, test } from 'vitest';
import { checkNetwork, explainDownload } from './explainDownload.mjs';

test.each([
  ['connect ECONNREFUSED 127.0.0.1:9', 'Check the connection'],
  ['self-signed certificate in certificate chain', 'certificate (cafile)'],
  ['ENOSPC: no space left on device, write', 'Free about 4 GB of disk.'],
  ["EACCES: permission denied, mkdir '/home/a/.yarn'", 'Make this folder writable'],
  ["ENOENT: no such file or directory, mkdir '/home/a/.npm'", 'npm_config_cache for npm'],
  ["EROFS: read-only file system, mkdir '/home/a/.npm'", 'npm_config_cache for npm'],
])('a failed download is reported with its own reason and a fix: %s', (reason, fix) => {
  const line = explainDownload('Yarn', `${reason}\n    at ClientRequest`, checkNetwork);
  expect(line).toMatch(/^Yarn failed: /);
  expect(line).toContain(`${reason}. `);
  expect(line).toContain(fix);
  expect(line).not.toContain('\n');
});

test('an unknown failure is reported as it is', () => {
  expect(explainDownload('npm', 'Invalid package name "a b"')).toMatch(
    /^npm failed: Invalid package name "a b"\. Correct this and run the command again;/,
  );
});

test('the code of an error decides, not its words', () => {
  expect(explainDownload('npm', 'nothing more fits', 'Check the network.', 'ENOSPC')).toBe(
    'npm failed: nothing more fits. Free about 4 GB of disk. Then run the command again; finished downloads are kept.',
  );
});
