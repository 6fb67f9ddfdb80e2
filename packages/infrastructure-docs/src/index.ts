export { describeFolder, describeProgram, DESCRIPTION_FOLDER } from './describeProgram.ts';
