import { UserError } from '@goldpath/diagnostics';

/** The given folder cannot be used: it does not exist, is not empty, or holds something else. */
export class FolderError extends UserError {
  override name = 'FolderError';
}
