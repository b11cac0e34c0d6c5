import { useId } from 'react';
import { Button, Link } from 'react-aria-components';
import type { DeskFilter, DeskPage, DeskQuery, DeskWords } from '../../views/desk/desk-page.ts';
import { hrefOf } from './route.ts';

interface FiltersProps {
  page: DeskPage;
  query: DeskQuery;
  words: DeskWords;
  go(href: string): void;
}

/** What the page is narrowed down by. It goes into the address, and nothing else keeps it. */
export function Filters({ page, query, words, go }: FiltersProps) {
  const { view, filters } = page;
  return (
    <form
      className="filters"
      aria-label={words.filter}
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget);
        const known = filters.map(({ id }) => id);
        const others = Object.entries(query).filter(([id]) => !known.includes(id) && id !== 'page');
        const chosen = known.flatMap((id): [string, string][] => {
          const value = given.get(id);
          return typeof value === 'string' && value !== '' ? [[id, value]] : [];
        });
        go(hrefOf({ view, query: Object.fromEntries([...others, ...chosen]) }));
      }}
    >
      {filters.map((filter) => (
        <FilterField key={filter.id} filter={filter} />
      ))}
      <div className="buttons">
        <Button type="submit" className="primary">
          {words.apply}
        </Button>
        <Link href={hrefOf({ view, query: {} })}>{words.clear}</Link>
      </div>
    </form>
  );
}

/** The browser's own fields: they are what phones and screen readers know best. */
function FilterField({ filter: { id, label, type, options, value } }: { filter: DeskFilter }) {
  const field = useId();
  return (
    <div className="field">
      <label htmlFor={field}>{label}</label>
      {type === 'choice' ? (
        <select id={field} name={id} defaultValue={value}>
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      ) : (
        <input id={field} name={id} type={type} defaultValue={value} />
      )}
    </div>
  );
}
