'use client';

import { useState } from 'react';
import { Field } from '../forms/Field.tsx';
import { useTexts } from '../i18n/client.tsx';
import styles from './prompt.module.css';
import { filled, partsOf, render, variablesOf } from './variables.ts';

/** The text of a prompt, with fields for its variables, and the button that copies the result. */
export function FillIn({ text }: { text: string }) {
  const { prompt } = useTexts();
  const [values, setValues] = useState<Record<string, string>>({});
  const [copied, setCopied] = useState<boolean>();
  const variables = variablesOf(text);
  const missing = variables.filter(({ name, fallback }) => fallback === null && !values[name]);

  const copy = () =>
    navigator.clipboard.writeText(render(text, values)).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  const enter = (name: string, value: string) => {
    setValues({ ...values, [name]: value });
    setCopied(undefined);
  };
  const messages = { true: prompt.copied, false: prompt.copyFailed, undefined: '' };

  return (
    <div className={variables.length > 0 ? styles.columns : undefined}>
      {variables.length > 0 && (
        <section className={styles.fields} aria-labelledby="fill-in">
          <h2 id="fill-in">{prompt.fill}</h2>
          <p>{prompt.fillHint}</p>
          {variables.map(({ name, fallback }) => (
            <Field
              key={name}
              label={name}
              value={values[name] ?? ''}
              placeholder={fallback === null ? undefined : prompt.defaultValue(fallback)}
              autoComplete="off"
              onChange={event => enter(name, event.target.value)}
            />
          ))}
        </section>
      )}
      <section className={styles.text} aria-labelledby="text">
        <div className={styles.bar}>
          <h2 id="text">{prompt.text}</h2>
          {missing.length > 0 && <span className={styles.missing}>{prompt.missing(missing.length)}</span>}
          <span role="status">{messages[`${copied}`]}</span>
          <button type="button" className="button primary" onClick={copy}>
            {prompt.copy}
          </button>
        </div>
        <FilledText text={text} values={values} />
      </section>
    </div>
  );
}

/** The text with its values in place. */
function FilledText({ text, values }: { text: string; values: Record<string, string> }) {
  const variables = new Map(variablesOf(text).map(variable => [variable.name, variable]));
  return (
    <pre className={styles.content} tabIndex={0} aria-labelledby="text">
      {partsOf(text).map((part, index) => {
        if ('text' in part) return part.text;
        const variable = variables.get(part.variable)!;
        const isFilled = Boolean(values[part.variable]);
        return (
          <mark key={index} className={isFilled ? styles.filled : styles.blank}>
            {filled(variable, values)}
          </mark>
        );
      })}
    </pre>
  );
}
