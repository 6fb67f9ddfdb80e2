import { vi } from 'vitest';

// Backstage's test utilities call `jest.fn` as a global.
Object.assign(globalThis, { jest: vi });
