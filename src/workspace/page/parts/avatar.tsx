import { Icon } from './icon.tsx';

/** Hues that keep white initials readable and stay apart from one another; the id picks one, so a person keeps theirs. */
const tints = 12;

/** `Léo Dubois` → `LD`. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

export function tintOf(id: string): number {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return sum % tints;
}

/** A person's initials in their colour, or the mark of an app. Decoration: the name is always written beside it. */
export function Avatar(props: { id: string; name: string; kind?: 'person' | 'app' | 'slackbot'; size?: number }) {
  const { id, name, kind = 'person', size = 36 } = props;
  const style = { width: size, height: size, fontSize: Math.round(size * 0.38) };
  if (kind !== 'person') {
    return (
      <span className={`avatar avatar-${kind}`} style={style} aria-hidden="true">
        <Icon name={kind === 'app' ? 'app' : 'alert'} size={Math.round(size * 0.56)} />
      </span>
    );
  }
  return (
    <span className="avatar" data-tint={tintOf(id)} style={style} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
