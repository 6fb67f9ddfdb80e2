export { fileSystemProblem } from './fileSystemProblem.ts';
export { type Listed, listFiles } from './listFiles.ts';
export { replaceFile } from './replaceFile.ts';
export { readTree } from './readTree.ts';
export type { Tree, TreeFile } from './tree.ts';
export { refuseOccupied, writeTree } from './writeTree.ts';
export { FolderError } from './folderError.ts';
