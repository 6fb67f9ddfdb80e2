/**
 * Returns the greeting for a name.
 *
 * @param {string} name
 */
export function greet(name) {
  return `Hello, ${name}!\n`;
}
