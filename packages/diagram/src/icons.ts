import type { Kind } from './elements.ts';

/** The icons of items, as SVG paths in a 24 × 24 square. */
export const icons: Record<Kind, string> = {
  api: 'M8 5 3 12l5 7M16 5l5 7-5 7M13.5 4l-3 16',
  balancer:
    'M3 12h6M9 12l8-7M9 12h9M9 12l8 7M17 5h.01M21 12h.01M17 19h.01M20 5a2 2 0 1 1-4 0 2 2 0 0 1 4 0ZM22 12a2 2 0 1 1-4 0 2 2 0 0 1 4 0ZM20 19a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z',
  cache: 'M13 2 5 13h6l-1 9 9-12h-7z',
  compute: 'M12 2l9 5v10l-9 5-9-5V7zM3 7l9 5 9-5M12 12v10',
  database: 'M4 6c0-4 16-4 16 0s-16 4-16 0v12c0 4 16 4 16 0V6M4 12c0 4 16 4 16 0',
  edge: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20ZM12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10ZM12 2v5M12 17v5M2 12h5M17 12h5',
  function: 'M6 4h3l8 16h2M11.5 10 6 20',
  gateway: 'M3 8h14l-4-4M21 16H7l4 4',
  internet: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20ZM2 12h20M12 2c-6 6-6 14 0 20M12 2c6 6 6 14 0 20',
  messaging: 'M3 5h18v14H3zM3 6l9 7 9-7',
  monitoring: 'M3 3v18h18M6 15l4-5 4 3 6-8',
  other: 'M4 4h16v16H4z',
  registry: 'M3 8l9-5 9 5v8l-9 5-9-5zM7.5 5.5l9 5v4',
  secret: 'M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4M12 15v2',
  storage: 'M4 5c0-3 16-3 16 0l-2 14c0 3-12 3-12 0zM4 5c0 3 16 3 16 0',
  unknown: 'M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18h.01M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z',
};
