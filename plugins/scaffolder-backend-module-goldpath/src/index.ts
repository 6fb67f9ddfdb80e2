export { scaffolderModuleGoldpath as default } from './module.ts';
