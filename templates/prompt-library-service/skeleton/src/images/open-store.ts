import type { Config } from '../config.ts';
import { FolderStore } from './folder-store.ts';
import type { ImageStore } from './store.ts';

const stores = new WeakMap<Config, Promise<ImageStore>>();

/** Returns the configured store: one per configuration, so that connections are reused. */
export function openStore(config: Config): Promise<ImageStore> {
  const store = stores.get(config) ?? createStore(config);
  stores.set(config, store);
  return store;
}

async function createStore({ IMAGES_BUCKET, IMAGES_FOLDER }: Config): Promise<ImageStore> {
  if (!IMAGES_BUCKET) return new FolderStore(IMAGES_FOLDER);
  // The AWS SDK takes a tenth of a second of CPU to load, which the start of the service does not wait for.
  const { S3Store } = await import('./s3-store.ts');
  return new S3Store(IMAGES_BUCKET);
}
