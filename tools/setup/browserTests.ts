import { browserExecutable } from './browser.ts';
import { buildFrontend } from './frontend.ts';
import { exitOn, step } from './steps.ts';

// Prepares the end-to-end tests: builds the frontend that the portal serves, and installs a browser when there is none.
async function prepare(): Promise<void> {
  await step('frontend', buildFrontend);
  await step('browser', browserExecutable);
}

prepare().catch(exitOn);
