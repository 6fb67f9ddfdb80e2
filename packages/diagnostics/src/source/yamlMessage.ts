/** The longest message, in characters: a parser may quote the text that it cannot read. */
const maxLength = 200;

/** An error of the YAML parser in one line, without the position that the parser may have added. */
export function yamlMessage(message: string): string {
  const [line = ''] = message.split('\n');
  if (line.startsWith('Maximum call stack')) return 'Collections are nested too deeply';
  const reason = line.replace(/ at line \d+, column \d+:?$/, '');
  if (reason.length <= maxLength) return reason;
  return `${reason.slice(0, maxLength - 3)}...`;
}
