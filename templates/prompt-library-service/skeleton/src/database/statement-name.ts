const names = new Map<string, string>();

/** The most names that are kept: searches with many words have shapes without an end. */
const MAX_NAMES = 5_000;

/** How many statements have been named. */
let named = 0;

/**
 * Returns the name of a statement: PostgreSQL plans a named one once per connection instead of at every call. No other
 * statement ever gets its name.
 */
export function statementName(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= MAX_NAMES) names.clear();
  const name = `s${(named += 1)}`;
  names.set(sql, name);
  return name;
}
