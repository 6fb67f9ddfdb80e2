import type { Item } from '../elements.ts';
import type { Scene } from './scene.ts';

const defaults = { detail: '', names: [], certain: true };

/** Adds the internet, and returns its id. */
export function internet(scene: Scene): string {
  return outside(scene, { id: 'internet', kind: 'internet', label: 'Internet', name: '' });
}

/** Adds addresses outside the program, and returns their id. */
export function addresses(scene: Scene, text: string): string {
  return outside(scene, { id: `addresses ${text}`, kind: 'internet', label: 'Addresses', name: text });
}

/** Adds a source that is known only when it is deployed, and returns its id. */
export function unknownSource(scene: Scene): string {
  return outside(scene, {
    id: 'unknown source',
    kind: 'unknown',
    label: 'Unknown source',
    name: 'known at deployment',
    certain: false,
  });
}

/** Adds the whole of a VPC as a source, and returns its id. */
export function anythingIn(scene: Scene, network: string): string {
  return scene.addExternal({
    ...defaults,
    id: `anything in ${network}`,
    kind: 'other',
    label: 'Anything',
    name: 'in this VPC',
    place: { at: 'network', network, subnets: [] },
  });
}

function outside(scene: Scene, item: Pick<Item, 'id' | 'kind' | 'label' | 'name'> & Partial<Item>): string {
  return scene.addExternal({ ...defaults, place: { at: 'outside' }, ...item });
}
