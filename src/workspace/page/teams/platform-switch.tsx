import { useId, useState } from 'react';
import type { Platform } from '../../teams/browser-api.ts';
import { act } from '../state/client.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';

const platforms = [
  { id: 'slack', name: 'Slack' },
  { id: 'teams', name: 'Teams' },
] as const;

/**
 * Where the current person chats. Whoever changes gets what comes next there; what was sent before stays where it is.
 */
export function PlatformSwitch({ platform, onSwitched }: { platform: Platform; onSwitched: () => void }) {
  const { me, complain, announce } = useSession();
  const { say } = useWords();
  const group = useId();
  const [turning, setTurning] = useState<Platform | null>(null);

  const choose = async (next: (typeof platforms)[number]) => {
    if (turning !== null || next.id === platform) return;
    setTurning(next.id);
    const result = await act(`/teams/people/${me.id}/platform`, { platform: next.id }, say('page.noAnswer'));
    setTurning(null);
    if (!result.ok) return complain(say('page.problem', { message: result.message }));
    announce(say('platform.changed', { name: me.name, platform: next.name }));
    onSwitched();
  };

  return (
    <fieldset className="platform-switch" aria-busy={turning !== null}>
      <legend className="sr-only">{say('platform.label')}</legend>
      {platforms.map((one) => (
        <label key={one.id}>
          <input
            type="radio"
            name={group}
            value={one.id}
            checked={(turning ?? platform) === one.id}
            disabled={me.deactivated}
            onChange={() => void choose(one)}
          />
          <span>{one.name}</span>
        </label>
      ))}
    </fieldset>
  );
}
