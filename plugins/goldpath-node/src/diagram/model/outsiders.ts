import type { Scene } from './scene.ts';
import type { Item } from '../drawing.ts';

/** The internet, drawn once something comes from it or goes to it. */
export function internet(scene: Scene): string {
  return outsider(scene, { id: 'internet', kind: 'internet', label: 'Internet', name: '' });
}

/** Whoever is at an address outside of the program. */
export function addresses(scene: Scene, text: string): string {
  return outsider(scene, { id: `addresses ${text}`, kind: 'internet', label: 'Addresses', name: text });
}

/** Whoever only a deployment would tell. */
export function somebody(scene: Scene): string {
  return outsider(scene, {
    id: 'somebody',
    kind: 'unknown',
    label: 'Somebody',
    name: 'known at deployment',
    certain: false,
  });
}

/** Whatever lies in a VPC. */
export function anythingIn(scene: Scene, network: string): string {
  return scene.addOther({
    ...plain,
    id: `anything in ${network}`,
    kind: 'other',
    label: 'Anything',
    name: 'in this VPC',
    place: { at: 'network', network, subnets: [] },
  });
}

const plain = { detail: '', names: [], certain: true };

function outsider(scene: Scene, item: Pick<Item, 'id' | 'kind' | 'label' | 'name'> & Partial<Item>): string {
  return scene.addOther({ ...plain, place: { at: 'outside' }, ...item });
}
