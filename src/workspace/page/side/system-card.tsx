import { useEffect, useRef, useState } from 'react';
import { misbehaviours, type SystemSnapshot, systemSnapshot } from '../../slack/browser-api.ts';
import { inZone } from '../block-kit/slack-date.ts';
import { Icon } from '../parts/icon.tsx';
import { ApiError, send } from '../state/client.ts';
import { invalidate } from '../state/resources.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';

type Account = SystemSnapshot['accounts'][number];

/** One sandbox system: the chosen person's accounts in it, its latest calls, and how it behaves. */
export function SystemCard({ system, email }: { system: SystemSnapshot; email: string | null }) {
  const { complain, reader } = useSession();
  const { say, count } = useWords();
  const accounts = system.accounts.filter((account) => account.email === email);
  const tell = async (path: string, body: unknown) => {
    try {
      await send(`/systems/${system.id}/${path}`, body, systemSnapshot);
    } catch (error) {
      complain(say('page.problem', { message: error instanceof ApiError ? error.message : say('page.noAnswer') }));
    }
    invalidate((stale) => stale === '/systems');
  };
  return (
    <li className="system" data-system={system.id} data-behaviour={system.misbehaviour}>
      <h3>{system.label}</h3>
      {email && accounts.length === 0 && (
        <p className="account muted">
          <Icon name="minus" size={16} /> {say('systems.none')}
        </p>
      )}
      {accounts.map((account) => (
        <AccountLine
          key={account.id}
          account={account}
          system={system.label}
          endByHand={() => void tell('end-by-hand', { account: account.id })}
        />
      ))}
      <div className="system-foot">
        <details className="fold">
          <summary>{count('systems.calls', system.calls.length)}</summary>
          {system.calls.length === 0 ? (
            <p className="muted">{say('systems.noCalls')}</p>
          ) : (
            <ol className="calls">
              {system.calls.slice(0, 30).map((call, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two equal calls at one instant are two lines
                <li key={`${call.at}-${index}`}>
                  <code data-bad={call.status >= 400 ? 'yes' : undefined}>{call.status}</code>
                  <code>{call.method}</code>
                  <code className="call-path" title={call.path}>
                    {call.path}
                  </code>
                  <time className="muted" dateTime={call.at}>
                    {inZone(new Date(call.at), reader, { hour: '2-digit', minute: '2-digit', second: '2-digit' })}
                  </time>
                </li>
              ))}
            </ol>
          )}
          <button
            type="button"
            className="link-button"
            aria-label={say('systems.resetOf', { system: system.label })}
            onClick={() => void tell('reset', {})}
          >
            {say('systems.reset')}
          </button>
        </details>
        <select
          className="behaviour"
          aria-label={say('systems.behaviour', { system: system.label })}
          value={system.misbehaviour}
          onChange={(event) => void tell('misbehave', { how: event.target.value })}
        >
          {misbehaviours.map((how) => (
            <option key={how} value={how}>
              {say(`behaviour.${how}`)}
            </option>
          ))}
        </select>
      </div>
    </li>
  );
}

interface AccountLineProps {
  account: Account;
  system: string;
  endByHand: () => void;
}

function AccountLine({ account, system, endByHand }: AccountLineProps) {
  const { announce, markHint } = useSession();
  const { say, count } = useWords();
  const was = useRef(account.live);
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    if (was.current === account.live) return;
    was.current = account.live;
    setChanged(true);
    announce(say(account.live ? 'systems.becameLive' : 'systems.becameRevoked', { system, name: account.name }));
    if (!account.live) markHint('watch-accounts');
  }, [account.live, account.name, system, announce, say, markHint]);
  return (
    <div className="account" data-live={account.live ? 'yes' : 'no'} data-changed={changed ? 'yes' : undefined}>
      <p className="account-status">
        <span className="status-chip">
          <Icon name={account.live ? 'check' : 'revoked'} size={14} />
          {say(account.live ? 'systems.live' : 'systems.revoked')}
        </span>
        <span className="vendor-word" title={say('systems.vendorWord')}>
          {account.status}
        </span>
      </p>
      <p className="account-counts" title={account.groups.join(', ')}>
        {[
          count('systems.sessions', account.sessions),
          count('systems.tokens', account.tokens),
          count('systems.groups', account.groups.length),
        ].join(' · ')}
      </p>
      {account.byHand && (
        <button
          type="button"
          className="link-button"
          aria-label={say('systems.endByHandOf', { system, name: account.name })}
          title={say('systems.endByHandWhy')}
          onClick={endByHand}
        >
          {say('systems.endByHand')}
        </button>
      )}
    </div>
  );
}
