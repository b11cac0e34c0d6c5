import type { Person } from '../../slack/browser-api.ts';
import { Avatar } from '../parts/avatar.tsx';
import { useWords } from '../words/words.ts';

/** Everybody in the company; picking one is becoming them. */
export function PeopleRail(props: { people: readonly Person[]; currentId: string; onSwitch: (id: string) => void }) {
  const { say } = useWords();
  return (
    <nav className="rail" aria-label={say('people.label')} data-hint-target="switch-person">
      <ul>
        {props.people.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className="rail-person"
              aria-current={person.id === props.currentId}
              title={`${person.name} · ${person.title}`}
              data-person={person.id}
              data-deactivated={person.deactivated ? 'yes' : undefined}
              onClick={() => props.onSwitch(person.id)}
            >
              <Face person={person} />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Shown short and read out whole: `Maya Chen, Head of Platform, Platform (2 unread messages)`. */
function Face({ person }: { person: Person }) {
  const { count, say } = useWords();
  const [first = '', ...rest] = person.name.split(' ');
  return (
    <>
      <span className="rail-face" aria-hidden="true">
        <Avatar id={person.id} name={person.name} size={36} />
        {person.unread > 0 && <span className="badge">{person.unread > 99 ? '99+' : person.unread}</span>}
      </span>
      <span className="rail-name">
        {first}
        <span className="sr-only">
          {' '}
          {rest.join(' ')}, {person.title},
        </span>
      </span>
      <span className="rail-team">
        {person.team}
        {person.unread > 0 && <span className="sr-only">({count('people.unread', person.unread)})</span>}
        {person.deactivated && <span className="sr-only">({say('people.deactivated')})</span>}
      </span>
    </>
  );
}
