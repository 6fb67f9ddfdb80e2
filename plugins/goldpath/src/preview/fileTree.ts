import type { PreviewedFile } from '@goldpath/plugin-goldpath-common';

/** A folder of a preview. */
export interface Folder {
  /** empty for the root */
  path: string;
  name: string;
  folders: Folder[];
  files: (PreviewedFile & { name: string })[];
  /** the number of files in it, and below it, that the answers change */
  changed: number;
}

/** The files of a preview as a tree: folders first, both by name. */
export function fileTree(files: readonly PreviewedFile[]): Folder {
  const root: Folder = { path: '', name: '', folders: [], files: [], changed: 0 };
  for (const file of files) {
    const names = file.path.split('/');
    const name = names.pop() ?? '';
    let folder = root;
    const trail = [root];
    for (const part of names) {
      folder = childOf(folder, part);
      trail.push(folder);
    }
    folder.files.push({ ...file, name });
    if (file.state === 'changed') for (const each of trail) each.changed += 1;
  }
  return root;
}

function childOf(folder: Folder, name: string): Folder {
  const known = folder.folders.find(child => child.name === name);
  if (known) return known;
  const path = folder.path === '' ? name : `${folder.path}/${name}`;
  const child: Folder = { path, name, folders: [], files: [], changed: 0 };
  folder.folders.push(child);
  return child;
}

/** The files whose path contains every word, without regard to case; only those that the answers change on request. */
export function searchFiles(
  files: readonly PreviewedFile[],
  words: string,
  onlyChanged: boolean,
): PreviewedFile[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return files.filter(({ path, state }) => {
    if (onlyChanged && state !== 'changed') return false;
    return wanted.every(word => path.toLowerCase().includes(word));
  });
}
