import path from 'node:path';
import { expect, test } from 'vitest';
import { readTree } from '@goldpath/files';
import { needlessExceptions, outdatedFiles } from './compare.ts';
import { readSharing, sharingTemplates, templateFolder } from './sharing.ts';

const skeletonOf = (id: string) => readTree(path.join(templateFolder(id), 'skeleton'));

test.each(sharingTemplates())(
  'the shared files of %s are current (otherwise run: npm run share)',
  async id => {
    const sharing = (await readSharing(templateFolder(id)))!;
    const [source, target] = await Promise.all([skeletonOf(sharing.from), skeletonOf(id)]);
    expect([...outdatedFiles(source, target, sharing).keys()]).toEqual([]);
    expect(needlessExceptions(source, target, sharing)).toEqual([]);
  },
);
