import type { CompletePreview } from '../completePreview.ts';
import type { FilesPart, InfrastructurePart, PreviewedFile } from '../previewPart.ts';
import { toText } from './text.ts';

const STYLE = `body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 1200px; padding: 0 1rem; color: #14213d; background: #fff; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
pre { overflow-x: auto; background: #f5f6f8; padding: 1rem; font-size: 13px; line-height: 1.5; }
pre mark { background: #fbe3a0; color: inherit; display: block; }
img { max-width: 100%; border: 1px solid #d5d9e2; }
summary { cursor: pointer; padding: 0.25rem 0; } small { color: #5a6475; }
table { border-collapse: collapse; } th, td { text-align: left; padding: 0.25rem 1.5rem 0.25rem 0; border-bottom: 1px solid #d5d9e2; }
td:last-child, th:last-child { text-align: right; padding-right: 0; }`;

/** A preview as a self-contained page, without scripts. */
export function toHtml(preview: CompletePreview): string {
  const { files, infrastructure, texts } = preview;
  const { title, version } = files.template;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(`Preview of ${title} ${version}`)}</title>
<style>${STYLE}</style>
<h1>${escaped(`Preview of ${title} ${version}`)}</h1>
<pre>${escaped(toText(preview))}</pre>
${stagesHtml(infrastructure)}
${filesHtml(files, texts)}
</html>
`;
}

function stagesHtml({ stages }: InfrastructurePart): string {
  return stages
    .map(({ stage, svg, lines, currency }) => {
      const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
      const rows = lines.map(
        ({ what, subject, monthly }) =>
          `<tr><td>${escaped(what)}</td><td>${escaped(subject.name)}</td><td>${monthly.toFixed(2)}</td></tr>`,
      );
      return `<h2>${escaped(stage)}</h2>
<img src="${source}" alt="${escaped(`The architecture of the stage ${stage}`)}">
<details><summary>Cost</summary>
<table><tr><th>Charge</th><th>Resource</th><th>${escaped(currency)} a month</th></tr>${rows.join('')}</table></details>`;
    })
    .join('\n');
}

function filesHtml({ files }: FilesPart, texts: Readonly<Record<string, string>>): string {
  const items = files.map(file => {
    const text = texts[file.path];
    if (text === undefined) return `<li>${escaped(file.path)} <small>${file.size} bytes</small></li>`;
    return `<li><details><summary>${escaped(file.path)} <small>${escaped(file.answers.join(', '))}</small></summary>${textHtml(text, file)}</details></li>`;
  });
  return `<h2>Files</h2>\n<ul>\n${items.join('\n')}\n</ul>`;
}

function textHtml(text: string, { changedLines }: PreviewedFile): string {
  const changed = new Set(changedLines);
  const lines = text
    .split('\n')
    .map((line, index) => (changed.has(index + 1) ? `<mark>${escaped(line)}</mark>` : `${escaped(line)}\n`));
  return `<pre>${lines.join('')}</pre>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
