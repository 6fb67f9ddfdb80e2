import path from 'node:path';
import { x } from 'tinyexec';
import { expect, onTestFinished, test } from 'vitest';
import { browserExecutable } from '../setup/browser.ts';
import { service, startPromptLibrary, website } from '../website/promptLibrary.ts';

test('the client of the website matches the OpenAPI document of the service', async () => {
  const document = path.join(service, 'openapi.yaml');
  const { exitCode, stderr } = await x(process.execPath, ['scripts/api.ts', '--check', document], {
    nodeOptions: { cwd: website },
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});

test('the website works in a browser with the service', { timeout: 600_000 }, async () => {
  const { url, stop } = await startPromptLibrary();
  onTestFinished(stop);
  const { exitCode, stdout, stderr } = await x('npm', ['run', 'test:browser'], {
    nodeOptions: {
      cwd: website,
      env: { SERVICE_URL: url, CHROMIUM: await browserExecutable(), NEXT_TELEMETRY_DISABLED: '1' },
    },
  });
  expect(exitCode, `${stdout}\n${stderr}`).toBe(0);
});
