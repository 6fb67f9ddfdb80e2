/** Where a browser keeps the entities whose pages were opened. */
type Storage = Pick<typeof localStorage, 'getItem' | 'setItem'>;

const KEY = 'goldpath.recent';
const KEPT = 6;

/** The refs of the entities whose pages were opened in this browser, the last one first. */
export function recentEntities(storage: Storage): string[] {
  try {
    const refs: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(refs) ? refs.filter(ref => typeof ref === 'string') : [];
  } catch {
    // another program wrote the value
    return [];
  }
}

/**
 * Records that the page of an entity was opened.
 *
 * @param pathname - the path of any page; other pages are not recorded
 */
export function recordPage(storage: Storage, pathname: string): void {
  const [, namespace, kind, name] = /^\/catalog\/([^/]+)\/([^/]+)\/([^/]+)/.exec(pathname) ?? [];
  if (namespace === undefined) return;
  const ref = `${kind}:${namespace}/${name}`;
  const others = recentEntities(storage).filter(known => known !== ref);
  storage.setItem(KEY, JSON.stringify([ref, ...others].slice(0, KEPT)));
}
