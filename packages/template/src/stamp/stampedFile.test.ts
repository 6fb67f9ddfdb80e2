import { makeFolder } from '@goldpath/files/testing';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadTemplate } from '../read/loadTemplate.ts';
import type { Template } from '../template.ts';
import { tinyTemplate } from '../testing/tinyTemplate.ts';
import { stampedFile } from './stampedFile.ts';

let folder: string;
let template: Template;

beforeAll(async () => {
  folder = await makeFolder(tinyTemplate);
  template = await loadTemplate(folder);
});

afterAll(() => rm(folder, { recursive: true }));

test('a file has the given answers, and the values of the skeleton for the others', () => {
  const text = stampedFile(template, 'catalog-info.yaml', { name: 'desk' });
  expect(text).toContain('{ name: desk-api }');
  expect(text).toContain('owner: the sample team');
});

test('a file that the template does not have is undefined', () => {
  expect(stampedFile(template, 'missing.yaml', { name: 'desk' })).toBeUndefined();
});
