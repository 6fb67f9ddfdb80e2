import { expect, test } from 'vitest';
import { publishedManifest } from './publishedManifest.ts';

const compiled = (source: string) => {
  const name = source.replace(/^(\.\/)?src\//, 'dist/').replace(/\.ts$/, '');
  return { code: `${name}.js`, types: `${name}.d.ts` };
};

const manifest = {
  name: '@goldpath/shop',
  version: '0.1.0',
  private: true,
  main: 'src/index.ts',
  types: 'src/index.ts',
  exports: {
    '.': './src/index.ts',
    './schema.json': './src/schema.json',
    './testing': './src/testing/shop.ts',
    './package.json': './package.json',
  },
  scripts: { start: 'none' },
  dependencies: { '@goldpath/desk': 'workspace:*', yaml: '^2.8.0' },
  devDependencies: { ajv: '^8.17.1' },
};

test('a published package names compiled files and versions, and nothing of development', () => {
  expect(publishedManifest(manifest, '1.2.3', compiled)).toEqual({
    name: '@goldpath/shop',
    version: '1.2.3',
    engines: { node: '>=24' },
    files: ['dist'],
    main: 'dist/index.js',
    types: 'dist/index.d.ts',
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './schema.json': './dist/schema.json',
      './package.json': './package.json',
    },
    dependencies: { '@goldpath/desk': '1.2.3', yaml: '^2.8.0' },
  });
});

test('a configuration schema is published', () => {
  const published = publishedManifest({ ...manifest, configSchema: 'config.schema.json' }, '1.2.3', compiled);
  expect(published.files).toEqual(['dist', 'config.schema.json']);
});
