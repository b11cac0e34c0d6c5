import { useState } from 'react';
import {
  type SystemList,
  slackMisbehaviours,
  slackState,
  systemList,
  systemSnapshot,
} from '../../slack/browser-api.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { send } from '../state/client.ts';
import { invalidate, remember, useResource } from '../state/resources.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';
import { followedEmail } from './followed-person.ts';
import { SystemCard } from './system-card.tsx';

/** What each sandbox system holds of one person: by default whoever was acted on last. */
export function SystemsPanel() {
  const { bootstrap } = useSession();
  const { say, count } = useWords();
  const { systems = [], offered = [] } = useResource('/systems', systemList) ?? {};
  const [chosen, setChosen] = useState('');
  const followed = followedEmail(systems);
  const email = chosen === '' ? followed : chosen;
  const person = bootstrap.people.find((candidate) => candidate.email === email);
  const accounts = systems.flatMap((system) => system.accounts.filter((account) => account.email === email));
  const live = accounts.filter((account) => account.live).length;
  return (
    <section className="card systems" aria-labelledby="systems-title" data-hint-target="watch-accounts">
      <header className="card-head">
        <h2 id="systems-title">
          <Icon name="lock" size={18} /> {say('systems.label')}
        </h2>
      </header>
      <label className="whose">
        <span className="field-label">{say('systems.whose')}</span>
        <select className="input" value={chosen} onChange={(event) => setChosen(event.target.value)}>
          <option value="">{say('systems.follow')}</option>
          {bootstrap.people.map((candidate) => (
            <option key={candidate.id} value={candidate.email}>
              {candidate.name}
            </option>
          ))}
        </select>
      </label>
      {person ? (
        <p className="whose-person" data-testid="accounts-of">
          <Avatar id={person.id} name={person.name} size={32} />
          <span>
            <strong>{person.name}</strong>
            <small className="muted">
              {count('systems.summaryLive', live)} · {count('systems.summaryRevoked', accounts.length - live)}
            </small>
          </span>
        </p>
      ) : (
        <p className="muted systems-choose">{say('systems.choose')}</p>
      )}
      <ul className="system-list">
        {systems.map((system) => (
          <SystemCard key={`${system.id}-${email}`} system={system} email={email} />
        ))}
        <ChatPlatform />
        {offered.length > 0 && <AddSystem offered={offered} />}
      </ul>
    </section>
  );
}

/** Systems that the company could have besides; each is asked from the next plan on. */
function AddSystem({ offered }: { offered: SystemList['offered'] }) {
  const { complain } = useSession();
  const { say } = useWords();
  const add = async (id: string) => {
    try {
      await send(`/systems/${id}/add`, {}, systemSnapshot);
    } catch {
      complain(say('page.noAnswer'));
    }
    invalidate((stale) => stale === '/systems');
  };
  return (
    <li className="system">
      <details className="fold">
        <summary>{say('systems.add')}</summary>
        <p className="muted">{say('systems.addWhy')}</p>
        {offered.map(({ id, label }) => (
          <p key={id}>
            <button
              type="button"
              className="link-button"
              aria-label={say('systems.addOf', { system: label })}
              onClick={() => void add(id)}
            >
              {label}
            </button>
          </p>
        ))}
      </details>
    </li>
  );
}

/** The chat side can misbehave too. */
function ChatPlatform() {
  const { complain } = useSession();
  const { say } = useWords();
  const state = useResource('/slack', slackState);
  if (!state) return null;
  const name = say('systems.chatPlatform');
  const tell = async (how: string) => {
    try {
      remember('/slack', await send('/slack', { how }, slackState));
    } catch {
      complain(say('page.noAnswer'));
    }
  };
  return (
    <li className="system" data-behaviour={state.misbehaviour}>
      <div className="system-foot">
        <h3>{name}</h3>
        <select
          className="behaviour"
          aria-label={say('systems.behaviour', { system: name })}
          value={state.misbehaviour}
          onChange={(event) => void tell(event.target.value)}
        >
          {slackMisbehaviours.map((how) => (
            <option key={how} value={how}>
              {say(`behaviour.${how}`)}
            </option>
          ))}
        </select>
      </div>
    </li>
  );
}
