import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { widgets } from './widgets.ts';

test('the controls are those of the form library', async () => {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@rjsf/utils/package.json'));
  const text = await readFile(path.join(folder, 'lib/getWidget.js'), 'utf8');
  const [, map = ''] = /const widgetMap = \{\n(.*?)\n\};/s.exec(text) ?? [];
  const types = [...map.matchAll(/^ {4}(\w+): \{\n(.*?)\n {4}\}/gms)].map(([, type, list = '']) => [
    type,
    [...list.matchAll(/^ {8}'?([\w-]+)'?:/gm)].map(([, name]) => name),
  ]);
  expect(Object.fromEntries(types)).toEqual(widgets);
});
