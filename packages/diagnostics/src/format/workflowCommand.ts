/**
 * A command of a GitHub workflow, which shows a finding at its line of the pull request
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands).
 */
export function workflowCommand(
  command: 'error' | 'warning' | 'notice',
  properties: Record<string, string | number>,
  text: string,
): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${command} ${written.join(',')}::${escapeData(text)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
