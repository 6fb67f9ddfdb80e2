import { installDependencies } from './install.ts';
import { exitOn, step } from './steps.ts';

// Installs every dependency, for the commands that import packages.
step('dependencies', progress => installDependencies('everything', progress)).catch(exitOn);
