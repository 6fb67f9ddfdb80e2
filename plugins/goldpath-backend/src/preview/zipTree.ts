import type { Tree } from '@goldpath/files';
import JSZip from 'jszip';

/** The modes of git for regular files. */
const MODE = 0o100644;
const EXECUTABLE_MODE = 0o100755;

/**
 * Returns files as a ZIP archive, with their permissions.
 *
 * @param folder - the folder in the archive that they are in
 */
export async function zipTree(tree: Tree, folder: string): Promise<Buffer> {
  const zip = new JSZip();
  for (const [path, { content, executable }] of tree) {
    const unixPermissions = executable ? EXECUTABLE_MODE : MODE;
    zip.file(`${folder}/${path}`, content, { createFolders: false, unixPermissions });
  }
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', platform: 'UNIX' });
}
