import type { Config } from '../config.ts';
import { FolderStore } from './folder-store.ts';
import { S3Store } from './s3-store.ts';
import type { ImageStore } from './store.ts';

const stores = new WeakMap<Config, ImageStore>();

/** Returns the configured store: one per configuration, so that connections are reused. */
export function openStore(config: Config): ImageStore {
  const known = stores.get(config);
  if (known) return known;
  const store = config.IMAGES_BUCKET
    ? new S3Store(config.IMAGES_BUCKET)
    : new FolderStore(config.IMAGES_FOLDER);
  stores.set(config, store);
  return store;
}
