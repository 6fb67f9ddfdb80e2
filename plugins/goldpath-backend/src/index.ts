export { catalogModuleGoldpathLocalRepositories as default } from './module.ts';
