'use client';

import { useActionState } from 'react';
import { Field } from '../forms/Field.tsx';
import { emptyForm } from '../forms/formState.ts';
import styles from '../forms/forms.module.css';
import { Problem } from '../forms/Problem.tsx';
import { SubmitButton } from '../forms/SubmitButton.tsx';
import { useTexts } from '../i18n/client.tsx';
import { importPrompts, type ImportState } from './actions.ts';
import table from './transfer.module.css';

/** The form that imports a file, and the result. */
export function ImportForm() {
  const { transfer } = useTexts();
  const [{ code, report }, send] = useActionState<ImportState, FormData>(importPrompts, emptyForm);
  const problems: Record<string, string> = {
    wrong_type: transfer.wrongType,
    too_large: transfer.tooLarge,
  };
  const problem = code === undefined ? undefined : problems[code];
  return (
    <form action={send} className={`${styles.form} ${styles.wide}`}>
      <h2>{transfer.importTitle}</h2>
      {problem === undefined && <Problem code={code} />}
      <Field
        label={transfer.file}
        hint={transfer.importHint}
        problem={problem}
        name="file"
        type="file"
        accept=".csv,.json,text/csv,application/json"
        required
      />
      <label className={table.check}>
        <input type="checkbox" name="atomic" />
        {transfer.atomic}
      </label>
      <div className={styles.actions}>
        <SubmitButton>{transfer.send}</SubmitButton>
      </div>
      <div role="status">{report && <p>{transfer.result(report.created, report.refused)}</p>}</div>
      {report && report.rows.length > 0 && <RefusedRows rows={report.rows} />}
    </form>
  );
}

/** The rows that were not imported. */
function RefusedRows({ rows }: { rows: { place: number; reasons: string }[] }) {
  const { transfer } = useTexts();
  return (
    <table className={table.rows}>
      <thead>
        <tr>
          <th scope="col">{transfer.row}</th>
          <th scope="col">{transfer.reason}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ place, reasons }) => (
          <tr key={place}>
            <td>{place}</td>
            <td>{reasons}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
