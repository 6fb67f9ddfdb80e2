import { setUpEngine } from './setUp.ts';

// a step of its own, which runs beside others: building the command line takes minutes on a new machine
await setUpEngine();
