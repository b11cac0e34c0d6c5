import stringify from 'safe-stable-stringify';
import type { Instant } from '../../domain/calendar/time.ts';
import { type CardSpec, keyOf } from '../../domain/cards/card-spec.ts';
import type { Post } from '../../domain/cards/post.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';
import { digest } from '../sha256.ts';
import { cardBesideMail, type DrawingDeps, withMailed } from './draw-card.ts';

/** What a card shows, and the hash by which it is told whether it stands like that already. */
export interface Drawn {
  view: CardView;
  hash: string;
}

/** Of what the cards of one departure are made of at one moment. */
export interface Moment {
  departure: Departure;
  now: Instant;
  /** The next instant at which a card of this state says something else although nothing happened; null for never. */
  changesAt(): Instant | null;
}

/** The cards of one departure, each drawn again only where something that it was made of has changed. */
export interface Drawings {
  /** Null: what it was about is no more. */
  draw(spec: CardSpec, reader: Person, moment: Moment): Drawn | null;
}

interface Kept {
  reader: string;
  moment: Moment;
  isMadeOf(departure: Departure): boolean;
  drawn: Drawn | null;
}

/**
 * For the length of one pass. Each commit of it asks whether every card still shows what is true, and most change
 * nothing that most cards say: what a drawing has read of the departure is written down, and while all of it is the
 * very same, the drawing is.
 */
export function createDrawings(deps: DrawingDeps): Drawings {
  const kept = new Map<string, Kept>();
  const keptFor = (key: string, reader: string, moment: Moment): Kept | null => {
    const known = kept.get(key);
    if (known?.reader !== reader || !known.isMadeOf(moment.departure)) return null;
    return isSameTime(known.moment, moment.now) ? known : null;
  };
  return {
    draw(spec, reader, moment) {
      const { departure, now } = moment;
      const key = keyOf(spec);
      const whose = JSON.stringify(reader);
      let known = keptFor(key, whose, moment);
      if (known === null) {
        const watched = watch(departure);
        const view = cardBesideMail(deps, spec, { departure: watched.departure, reader, now });
        known = { reader: whose, moment, isMadeOf: watched.isUnchangedIn, drawn: view && hashed(view) };
        kept.set(key, known);
      }
      if (known.drawn === null) return null;
      const view = withMailed(known.drawn.view, spec, { departure, reader });
      return view === known.drawn.view ? known.drawn : hashed(view);
    },
  };
}

/** Whether a card that was drawn then says the same at `now`. */
function isSameTime({ now: then, changesAt }: Moment, now: Instant): boolean {
  if (then === now) return true;
  const next = changesAt();
  return then < now && (next === null || now < next);
}

export function hashed(view: CardView): Drawn {
  return { view, hash: digest(stringify(view) ?? '') };
}

/**
 * The departure, of which it is written down what is read. Told by identity: an event that leaves a part as it is
 * leaves the same object there. Its messages are told apart by what is read of each: nearly every commit of a pass
 * notes something about one, and cards hardly look at that. Whoever asks for everything that something holds has read
 * all of it.
 */
export function watch(departure: Departure): { departure: Departure; isUnchangedIn(later: Departure): boolean } {
  const ofAll = readsOf<Departure>();
  const ofPosts = readsOf<Post>();
  let posts: readonly Post[] | null = null;
  const watched = ofAll.watched({ ...departure }, (name) => {
    if (name !== 'posts') return Reflect.get(departure, name);
    posts ??= departure.posts.map((post) => ofPosts.watched(post));
    return posts;
  });
  return {
    departure: watched,
    isUnchangedIn(later) {
      if (later === departure) return true;
      return ofAll.areSame(departure, later, ['posts']) && (posts === null || arePostsSame(later));
    },
  };

  function arePostsSame({ posts: now }: Departure): boolean {
    return (
      now.length === departure.posts.length &&
      departure.posts.every((post, index) => {
        const other = now[index];
        return other !== undefined && ofPosts.areSame(post, other);
      })
    );
  }
}

function readsOf<Read extends object>() {
  const names = new Set<PropertyKey>();
  let isReadWhole = false;
  return {
    watched: (whole: Read, partOf: (name: PropertyKey) => unknown = (name) => Reflect.get(whole, name)): Read =>
      new Proxy(whole, {
        get(_target, name) {
          names.add(name);
          return partOf(name);
        },
        has(target, name) {
          names.add(name);
          return Reflect.has(target, name);
        },
        ownKeys(target) {
          isReadWhole = true;
          return Reflect.ownKeys(target);
        },
        getOwnPropertyDescriptor(target, name) {
          names.add(name);
          return Reflect.getOwnPropertyDescriptor(target, name);
        },
      }),
    /** Whether all that was read of one is the very same in the other; `but` is looked at elsewhere. */
    areSame(one: Read, other: Read, but: readonly PropertyKey[] = []): boolean {
      if (one === other) return true;
      if (isReadWhole) return false;
      return [...names].every((name) => but.includes(name) || Reflect.get(one, name) === Reflect.get(other, name));
    },
  };
}
