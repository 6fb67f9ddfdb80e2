export { readPlan } from './plan/readPlan.ts';
export { readTerraform } from './readTerraform.ts';
export { TerraformError } from './terraformError.ts';
