import type { Person } from '../../domain/people/people.ts';
import { unresolvedOf } from '../../domain/systems/asked-system.ts';
import type { Preflight } from '../../domain/systems/look.ts';
import { noAccountBlocks } from '../access/asked-systems.ts';
import { unresolvedWords } from '../access/unresolved-words.ts';
import { act } from '../act-names.ts';
import { blocks, facts, item, items, note, section, text } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import type { FormView } from '../form-view.ts';
import { cut, oneLine, shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { walkWhoFields } from './fields.ts';
import { form, personField, shown, textField } from './form-parts.ts';
import { walkHead } from './walk-page.ts';
import { type Said, saidBlocks } from './walk-said.ts';

/** The person who was picked, as Relais found them, so that nobody offboards a namesake. */
export interface WhoEcho {
  leaver: Person;
  /** Proposed from the directory, or chosen; null when nobody knows. */
  manager: Person | null;
  /** What the systems answered; null while they are being asked. */
  found: Preflight | null;
}

export function walkWhoForm({
  reader,
  departureId,
  echo,
  said = null,
}: {
  reader: Person;
  /** The draft's, once there is one. */
  departureId: string | null;
  echo: WhoEcho | null;
  /** What was written after the person, until there is a draft to keep it in. */
  said?: Said | null;
}): FormView {
  const voice = voiceFor(reader);
  const carried = said === null ? {} : { target: said.text };
  const onChange = act('walk.who.changed', departureId, carried);
  return form(voice, {
    kind: 'who',
    title: 'walk.who.title',
    submit: { label: 'form.next', act: act('walk.who', departureId, carried) },
    close: departureId === null ? 'form.cancel' : 'form.later',
    parts: [
      shown(walkHead(voice, 'who', null)),
      said ? shown(saidBlocks(said, voice)) : [],
      personField(
        voice,
        {
          id: walkWhoFields.leaver,
          label: 'walk.who.leaver',
          hint: voice.t('walk.who.leaverHint'),
          onChange,
        },
        echo?.leaver.id ?? null,
      ),
      echo ? shown(echoBlocks(echo, voice)) : [],
      echo
        ? personField(
            voice,
            { id: walkWhoFields.manager, label: 'walk.who.manager', hint: voice.t('walk.who.managerHint') },
            echo.manager?.id ?? null,
          )
        : [],
      echo
        ? textField(
            voice,
            {
              id: walkWhoFields.alsoKnownAs,
              label: 'walk.who.alsoKnownAs',
              hint: voice.t('walk.who.alsoKnownAsHint'),
              required: false,
            },
            { max: 500, initial: alsoKnownAs(echo.leaver) },
          )
        : [],
    ],
  });
}

/** As it is typed: addresses, then the number. */
function alsoKnownAs({ otherEmails = [], employeeNumber }: Person): string | null {
  const known = [...otherEmails, ...(employeeNumber === undefined ? [] : [employeeNumber])];
  return known.length === 0 ? null : known.join(', ');
}

function echoBlocks({ leaver, manager, found }: WhoEcho, voice: Voice): readonly CardBlock[] {
  const name = shownName(leaver.name);
  const unknown = voice.t('walk.who.unknown');
  const about = facts(
    [voice.t('walk.who.name'), [{ strong: name }]],
    [voice.t('walk.who.jobTitle'), oneLine(leaver.title ?? unknown)],
    [voice.t('walk.who.team'), oneLine(leaver.team ?? unknown)],
    [voice.t('walk.who.currentManager'), manager ? shownName(manager.name) : unknown],
    [voice.t('walk.who.email'), leaver.email],
  );
  const picture = leaver.photoUrl && { url: leaver.photoUrl, label: voice.t('walk.who.photo', { name }) };
  return blocks(
    picture && about.type === 'facts' ? { ...about, picture } : about,
    found === null ? note(voice.t('walk.plan.checking')) : accountBlocks(found, voice),
    note(voice.t('walk.who.check')),
  );
}

function accountBlocks(found: NonNullable<WhoEcho['found']>, voice: Voice): readonly CardBlock[] {
  const all = found.systems.flatMap(({ accounts }) => accounts.map(({ account }) => account));
  const accounts = all.map(({ systemLabel, login, status }) =>
    item(
      'info',
      voice.t('walk.who.found'),
      voice.t('walk.who.account', { system: oneLine(systemLabel), login: cut(oneLine(login), 100) }),
      status === ''
        ? {}
        : { detail: [{ muted: voice.t('walk.who.accountState', { status: cut(oneLine(status), 60) }) }] },
    ),
  );
  const unresolved = unresolvedOf(found).map(({ systemLabel, reason }) =>
    item(
      'failed',
      voice.t('word.unresolved'),
      voice.t('walk.who.unresolved', { system: oneLine(systemLabel), reason: unresolvedWords(reason, voice) }),
    ),
  );
  const none = noAccountBlocks(found.systems, voice);
  if (accounts.length + unresolved.length === 0) return [text(voice.t('walk.who.noAccounts')), ...none];
  return [...section(voice.t('walk.who.accounts'), items([...accounts, ...unresolved])), ...none];
}
