import { use } from 'react';
import { SessionContext } from '../state/session.ts';
import { Icon } from './icon.tsx';

/** `Léo Dubois` → `LD`. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** Steps of the golden angle: neighbours in the list never look alike, however many there are. */
function hueOf(index: number): number {
  return Math.round(index * 137.508 + 20) % 360;
}

/** A person's initials in their colour, or the mark of an app. Decoration: the name is always written beside it. */
export function Avatar(props: { id: string; name: string; kind?: 'person' | 'app' | 'slackbot'; size?: number }) {
  const { id, name, kind = 'person', size = 36 } = props;
  const people = use(SessionContext)?.bootstrap.people ?? [];
  const hue = hueOf(people.findIndex((person) => person.id === id) + 1);
  const colour = kind === 'person' ? { background: `oklch(0.5 0.1 ${hue})` } : {};
  const style = { width: size, height: size, fontSize: Math.round(size * 0.38), ...colour };
  if (kind !== 'person') {
    return (
      <span className={`avatar avatar-${kind}`} style={style} aria-hidden="true">
        <Icon name={kind === 'app' ? 'app' : 'alert'} size={Math.round(size * 0.56)} />
      </span>
    );
  }
  return (
    <span className="avatar" style={style} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
