import type { components } from '../api/schema.d.ts';
import { currentTexts } from '../i18n/server.ts';
import styles from './versions.module.css';

type VersionDiff = components['schemas']['PromptVersionDiff'];

const shown = (value: string | string[]) => (Array.isArray(value) ? value.join(', ') : value);

/** The differences between two versions: the short fields in a table, then the text line by line. */
export async function Diff({ diff: { fields, text } }: { diff: VersionDiff }) {
  const { versions, edit } = await currentTexts();
  const names: Record<string, string> = {
    title: edit.title,
    description: edit.description,
    agentType: edit.kind,
    visibility: edit.visibility,
    tags: edit.tags,
  };
  return (
    <>
      {fields.length > 0 && (
        <table className={styles.fields}>
          <thead>
            <tr>
              <th scope="col">{versions.field}</th>
              <th scope="col">{versions.before}</th>
              <th scope="col">{versions.after}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row">{names[field] ?? field}</th>
                <td>{shown(before)}</td>
                <td>{shown(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {text.length === 0 && <p>{versions.same}</p>}
      {text.length > 0 && <Lines lines={text} />}
    </>
  );
}

const signs = { same: ' ', added: '+', removed: '−' } as const;

/** Lines of a text that are the same, added or removed. A sign shows it as well, not only a color. */
async function Lines({ lines }: { lines: VersionDiff['text'] }) {
  const { versions, edit } = await currentTexts();
  const spoken = { same: '', added: versions.added, removed: versions.removed };
  return (
    <div className={styles.lines} role="region" aria-label={edit.text} tabIndex={0}>
      {lines.map(({ kind, text }, index) => (
        <div key={index} className={styles[kind]}>
          <span aria-hidden="true" className={styles.sign}>
            {signs[kind]}
          </span>
          {kind !== 'same' && <span className="visually-hidden">{spoken[kind]}: </span>}
          {text.replace(/\n$/, '')}
        </div>
      ))}
    </div>
  );
}
