import type { Flow } from '../../domain/flow/flow.ts';
import type { Person } from '../../domain/people/people.ts';
import { unresolvedOf } from '../../domain/systems/asked-system.ts';
import type { Preflight } from '../../domain/systems/look.ts';
import { noAccountBlocks } from '../access/asked-systems.ts';
import { unresolvedWords } from '../access/unresolved-words.ts';
import { act } from '../act-names.ts';
import { facts, item, items, note, section, text } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import type { FlatPart, FormView } from '../form-view.ts';
import { cut, oneLine, shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { type Disagreement, disagreementNotes } from './disagreements.ts';
import { walkWhoFields } from './fields.ts';
import { form, personField, shown, textField } from './form-parts.ts';
import { kindFields, type NamedKind, type NamedType, type PickedKind } from './walk-kind.ts';
import { walkHead, walkLeave } from './walk-page.ts';
import { type Said, saidBlocks } from './walk-said.ts';

/** The person who was picked, as Relais found them, so that nobody offboards a namesake. */
export interface WhoEcho {
  leaver: Person;
  /** Proposed from the directory, or chosen; null when nobody knows. */
  manager: Person | null;
  /** What the systems answered; null while they are being asked. */
  found: Preflight | null;
  /** What sources of people say differently about them. */
  disagreements?: readonly Disagreement[];
  /** What was typed as further addresses and number; what is known of them when absent. */
  alsoKnownAs?: string | null;
}

/** What the page asks about the kind of departure. */
export interface WhoKind {
  picked: PickedKind;
  /** The flows that fit what is picked. */
  flows: readonly Flow[];
  /** The one that is chosen, where there is. */
  flow: Flow | null;
  /** The contracts of the company's own that flows name. */
  naming?: readonly NamedType[];
  /** The kinds of the company's own that flows are for. */
  ownKinds?: readonly NamedKind[];
  /** Some kind and contract have several flows, so that picking one may add a choice to the page. */
  isFlowAsked: boolean;
}

/** The first page: who leaves, in what kind of departure. Before somebody is picked it asks for the person alone. */
export function walkWhoForm({
  reader,
  departureId,
  echo,
  said = null,
  kind = null,
}: {
  reader: Person;
  /** The draft's, once there is one. */
  departureId: string | null;
  echo: WhoEcho | null;
  /** What was written after the person, until there is a draft to keep it in. */
  said?: Said | null;
  /** Shown once somebody is picked. */
  kind?: WhoKind | null;
}): FormView {
  const voice = voiceFor(reader);
  const carried = {
    ...(said === null ? {} : { target: said.text }),
    ...(echo === null ? {} : { seen: echo.leaver.id }),
  };
  const onChange = act('walk.who.changed', departureId, carried);
  return form(voice, {
    kind: 'who',
    title: 'walk.who.title',
    submit: { label: 'form.next', act: act('walk.who', departureId, carried) },
    close: departureId === null ? 'form.cancel' : 'form.later',
    leave: walkLeave(voice, departureId === null || echo === null ? null : { id: departureId, leaver: echo.leaver }),
    parts: [
      shown(walkHead(voice, 'who', { departure: null, flow: kind?.flow ?? null })),
      said ? shown(saidBlocks(said, voice)) : [],
      personField(
        voice,
        {
          id: walkWhoFields.leaver,
          label: 'walk.who.leaver',
          hint: voice.t('walk.who.leaverHint') + hiddenWords(echo, voice),
          // Nobody can pick whom the platform does not know: who was shown is meant.
          required: echo === null || isPickable(echo.leaver),
          onChange,
        },
        echo?.leaver.id ?? null,
      ),
      echo ? shown(personBlock(echo, voice), ...disagreementNotes(echo.disagreements ?? [], voice)) : [],
      echo && kind ? kindFields(voice, { ...kind, onChange: kind.isFlowAsked ? onChange : null }) : [],
      echo ? moreFields(echo, voice) : [],
      echo ? shown(accountsOf(echo, voice), note(voice.t('walk.who.check'))) : [],
    ],
  });
}

/** Whether a chat platform knows them, so that its own list of people shows them. */
function isPickable({ handles }: Person): boolean {
  return handles.slack !== undefined || handles.teams !== undefined;
}

function hiddenWords(echo: WhoEcho | null, voice: Voice): string {
  if (echo === null || isPickable(echo.leaver)) return '';
  return ` ${voice.t('walk.who.leaverElsewhere', { name: shownName(echo.leaver.name) })}`;
}

function moreFields(
  { leaver, manager, alsoKnownAs = typedAliases(leaver) }: WhoEcho,
  voice: Voice,
): readonly FlatPart[] {
  return [
    personField(
      voice,
      { id: walkWhoFields.manager, label: 'walk.who.manager', hint: voice.t('walk.who.managerHint') },
      manager?.id ?? null,
    ),
    textField(
      voice,
      {
        id: walkWhoFields.alsoKnownAs,
        label: 'walk.who.alsoKnownAs',
        hint: voice.t('walk.who.alsoKnownAsHint'),
        required: false,
      },
      { max: 500, initial: alsoKnownAs },
    ),
  ];
}

/** As it is typed: addresses, user names with their systems, then the number. */
function typedAliases({ otherEmails = [], userNames = {}, employeeNumber }: Person): string | null {
  const names = Object.entries(userNames).flatMap(([system, all]) => all.map((name) => `${system}:${name}`));
  const known = [...otherEmails, ...names, ...(employeeNumber === undefined ? [] : [employeeNumber])];
  return known.length === 0 ? null : known.join(', ');
}

function personBlock({ leaver, manager }: WhoEcho, voice: Voice): CardBlock {
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
  return picture && about.type === 'facts' ? { ...about, picture } : about;
}

function accountsOf({ found }: WhoEcho, voice: Voice): readonly CardBlock[] {
  return found === null ? [note(voice.t('walk.plan.checking'))] : accountBlocks(found, voice);
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
