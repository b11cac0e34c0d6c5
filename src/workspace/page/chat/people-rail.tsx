import type { Person } from '../../slack/browser-api.ts';
import { Avatar } from '../parts/avatar.tsx';
import { useWords } from '../words/words.ts';

/** Everybody in the company; picking one is becoming them. */
export function PeopleRail(props: { people: readonly Person[]; currentId: string; onSwitch: (id: string) => void }) {
  const { say, count } = useWords();
  return (
    <nav className="rail" aria-label={say('people.label')} data-hint-target="switch-person">
      <ul>
        {props.people.map((person) => {
          const label = [
            say('people.entry', { name: person.name, title: person.title }),
            ...(person.unread > 0 ? [count('people.unread', person.unread)] : []),
            ...(person.deactivated ? [say('people.deactivated')] : []),
          ].join(', ');
          return (
            <li key={person.id}>
              <button
                type="button"
                className="rail-person"
                aria-current={person.id === props.currentId}
                aria-label={label}
                title={`${person.name} · ${person.title}`}
                data-person={person.id}
                data-deactivated={person.deactivated ? 'yes' : undefined}
                onClick={() => props.onSwitch(person.id)}
              >
                <span className="rail-face">
                  <Avatar id={person.id} name={person.name} size={36} />
                  {person.unread > 0 && <span className="badge">{person.unread > 99 ? '99+' : person.unread}</span>}
                </span>
                <span className="rail-name">{person.name.split(' ')[0]}</span>
                <span className="rail-team">{person.team}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
