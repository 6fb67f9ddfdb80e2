export { readTerraform } from './readTerraform.ts';
export { TerraformError } from './terraformError.ts';
