export { rootModules } from './configuration/rootModules.ts';
export { readPlan } from './plan/readPlan.ts';
export { readTerraform } from './readTerraform.ts';
export { EmptyConfigurationError, TerraformError } from './terraformError.ts';
