/** The largest file in bytes: Vercel's functions accept 4.5 MB, and the form adds a little. */
export const BYTES_MAX = 4_000_000;

const types = { csv: 'text/csv', json: 'application/json' } as const;

/** The media type of a file by the end of its name, since systems differ in the type of CSV; undefined for others. */
export function mediaType(name: string) {
  const [, ending = ''] = /\.([a-z]+)$/.exec(name.toLowerCase()) ?? [];
  return Object.entries(types).find(([known]) => known === ending)?.[1];
}
