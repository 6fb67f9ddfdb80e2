export {
  describeAgain,
  type DescribeAgainOptions,
  describeFolder,
  describeProgram,
  DESCRIPTION_FOLDER,
} from './describeProgram.ts';
