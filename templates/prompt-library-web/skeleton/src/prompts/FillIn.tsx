'use client';

import { useState } from 'react';
import { TextField } from '../forms/Field.tsx';
import { useTexts } from '../i18n/client.tsx';
import styles from './prompt.module.css';
import { filled, partsOf, render, type Variable, variablesOf } from './variables.ts';

/** The text of a prompt, with fields for its variables, and the button that copies the result. */
export function FillIn({ text }: { text: string }) {
  const { prompt } = useTexts();
  const [values, setValues] = useState<ReadonlyMap<string, string>>(new Map());
  const [copied, setCopied] = useState<boolean>();
  const variables = variablesOf(text);
  const missing = variables.filter(({ name, fallback }) => fallback === null && !values.get(name));

  const copy = () =>
    navigator.clipboard.writeText(render(text, values)).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  const enter = (name: string, value: string) => {
    setValues(new Map(values).set(name, value));
    setCopied(undefined);
  };
  const messages = { true: prompt.copied, false: prompt.copyFailed, undefined: '' };

  return (
    <div className={variables.length > 0 ? styles.columns : undefined}>
      {variables.length > 0 && <Values variables={variables} values={values} enter={enter} />}
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

interface ValuesProps {
  variables: Variable[];
  values: ReadonlyMap<string, string>;
  enter: (name: string, value: string) => void;
}

/** A field for each variable. */
function Values({ variables, values, enter }: ValuesProps) {
  const { prompt } = useTexts();
  return (
    <section className={styles.fields} aria-labelledby="fill-in">
      <h2 id="fill-in">{prompt.fill}</h2>
      <p>{prompt.fillHint}</p>
      {variables.map(({ name, fallback }) => (
        <TextField
          key={name}
          label={name}
          rows={1}
          value={values.get(name) ?? ''}
          placeholder={fallback === null ? undefined : prompt.defaultValue(fallback)}
          autoComplete="off"
          onChange={event => enter(name, event.target.value)}
        />
      ))}
    </section>
  );
}

/** The text with its values in place. */
function FilledText({ text, values }: { text: string; values: ReadonlyMap<string, string> }) {
  const variables = new Map(variablesOf(text).map(variable => [variable.name, variable]));
  return (
    <pre className={styles.content} tabIndex={0} aria-labelledby="text">
      {partsOf(text).map((part, index) => {
        if ('text' in part) return part.text;
        const variable = variables.get(part.variable)!;
        const isFilled = Boolean(values.get(part.variable));
        return (
          <mark key={index} className={isFilled ? styles.filled : styles.blank}>
            {filled(variable, values)}
          </mark>
        );
      })}
    </pre>
  );
}
