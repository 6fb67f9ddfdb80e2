import process from 'node:process';
import { fileSystemProblem } from '@goldpath/files';
import { EXIT } from './exit.ts';

/** Ends the process when stdout or stderr cannot be written: silently when its reader has closed it, as other commands end. */
export function endOnOutputError(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(EXIT.closedPipe);
      if (stream === process.stdout) {
        const problem = fileSystemProblem(error) ?? error.message;
        process.stderr.write(`goldpath: the output cannot be written: ${problem}\n`);
      }
      process.exit(EXIT.badInput);
    });
  }
}
