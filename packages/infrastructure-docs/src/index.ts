export { describeAgain, describeFolder, describeProgram, DESCRIPTION_FOLDER } from './describeProgram.ts';
