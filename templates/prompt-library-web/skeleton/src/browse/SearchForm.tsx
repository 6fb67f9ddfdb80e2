'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { useTexts } from '../i18n/client.tsx';
import { addressOf, type Filter, readFilter } from './filter.ts';
import styles from './browse.module.css';

/** Milliseconds without a key after which the search starts. */
const PAUSE_MS = 200;

interface SearchFormProps {
  filter: Filter;
  /** whether a user is signed in, who has prompts */
  hasUser: boolean;
}

/** The form that searches while its user types. Without scripts, it is sent to the page. */
export function SearchForm({ filter, hasUser }: SearchFormProps) {
  const { browse } = useTexts();
  const router = useRouter();
  const [isSearching, startTransition] = useTransition();
  const { q, setQ, setSent } = useWords(filter.q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const show = (changed: Partial<Filter>) => {
    const next = { ...filter, q: q.trim(), ...changed };
    setSent(next.q);
    startTransition(() => router.replace(addressOf(next), { scroll: false }));
  };
  const type = (value: string) => {
    setQ(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => show({ q: value.trim() }), PAUSE_MS);
  };

  return (
    <form action="/" role="search" className={styles.search} aria-busy={isSearching}>
      <label className={styles.words}>
        <span className="visually-hidden">{browse.search}</span>
        <input
          type="search"
          name="q"
          value={q}
          maxLength={200}
          placeholder={browse.searchPlaceholder}
          autoComplete="off"
          onChange={event => type(event.target.value)}
        />
      </label>
      {filter.tags.map(tag => (
        <input key={tag} type="hidden" name="tag" value={tag} />
      ))}
      <Choices filter={filter} hasUser={hasUser} show={show} />
      <noscript>
        <button type="submit" className="button primary">
          {browse.apply}
        </button>
      </noscript>
      <span className="visually-hidden" role="status">
        {isSearching ? browse.searching : ''}
      </span>
    </form>
  );
}

/**
 * The words in the field. They are ahead of those in the address while the user types, and follow the address when a
 * link has changed it, such as the one that clears the filters.
 */
function useWords(address: string) {
  const [q, setQ] = useState(address);
  const [sent, setSent] = useState(address);
  const [shown, setShown] = useState(address);
  if (address !== shown) {
    setShown(address);
    if (address !== sent) setQ(address);
  }
  return { q, setQ, setSent };
}

/** The choices beside the words: the kind of model, the order, and whose prompts. */
function Choices({ filter, hasUser, show }: SearchFormProps & { show: (changed: Partial<Filter>) => void }) {
  const { browse, pro } = useTexts();
  const { relevance, ...sorts } = browse.sorts;
  // an empty value, as the field of a form, leaves the choice out of the address
  const { any, ...kinds } = browse.kinds;
  const { all, pro: onlyPro, mine } = pro.shows;
  return (
    <>
      <Choice
        name="kind"
        label={browse.kind}
        options={{ '': any, ...kinds }}
        value={filter.kind ?? ''}
        choose={value => show({ kind: readFilter({ kind: value }).kind })}
      />
      <Choice
        name="sort"
        label={browse.sort}
        options={filter.q ? { relevance, ...sorts } : sorts}
        value={filter.sort ?? (filter.q ? 'relevance' : 'newest')}
        choose={value => show({ sort: readFilter({ q: filter.q, sort: value }).sort })}
      />
      <Choice
        name="show"
        label={pro.show}
        options={{ '': all, pro: onlyPro, ...(hasUser && { mine }) }}
        value={filter.show ?? ''}
        choose={value => show({ show: readFilter({ show: value }).show })}
      />
    </>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  /** the titles by their values */
  options: Record<string, string>;
  value: string;
  choose: (value: string) => void;
}

function Choice({ name, label, options, value, choose }: ChoiceProps) {
  return (
    <label>
      <span className="visually-hidden">{label}</span>
      <select name={name} value={value} onChange={event => choose(event.target.value)}>
        {Object.entries(options).map(([one, title]) => (
          <option key={one} value={one}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
