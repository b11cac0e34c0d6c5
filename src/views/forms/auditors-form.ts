import { isGrantLive, standingOf } from '../../domain/auditors/grant.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import { localeSchema, type Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { entryItem, type ShownEntry } from '../auditors/entry-lines.ts';
import {
  auditorName,
  grantState,
  inviterWords,
  openedWords,
  periodWords,
  type ShownGrant,
} from '../auditors/grant-lines.ts';
import { actions, blocks, button, dialog, items, note, section, status, text } from '../blocks.ts';
import { grantItem } from '../cards/auditors-card.ts';
import { languages } from '../catalogue/languages.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { auditorFields } from './fields.ts';
import { choiceField, dateField, form, option, personField, shown, textField } from './form-parts.ts';

const mostShown = 25;

/** Everybody who is or was invited, the newest first, and the way to invite somebody. */
export function auditorsForm({
  reader,
  grants,
  now,
  secondPerson,
}: {
  reader: Person;
  grants: readonly ShownGrant[];
  now: Instant;
  secondPerson: boolean;
}): FormView {
  const voice = voiceFor(reader);
  const live = grants.filter((one) => isGrantLive(one, now));
  const past = grants.filter((one) => !isGrantLive(one, now));
  const list = (some: readonly ShownGrant[]) =>
    items(some.slice(0, mostShown).map((one) => grantItem(one, now, voice)));
  return form(voice, {
    kind: 'auditors',
    title: 'auditors.title',
    submit: null,
    parts: shown(
      blocks(
        text(voice.t('auditors.text')),
        secondPerson && note(voice.t('auditors.second')),
        live.length === 0 && text(voice.t('auditors.nobody')),
        section(voice.t('auditors.live'), list(live)),
        section(voice.t('auditors.past'), list(past)),
        actions(
          button(voice, act('auditor.invite', null), 'button.auditorInvite', {
            style: 'primary',
            about: voice.t('auditors.title'),
          }),
          button(voice, act('evidence', null), 'button.evidence', { about: voice.t('auditors.title') }),
        ),
      ),
    ),
  });
}

/** Who, which period, until when. */
export function inviteAuditorForm({
  reader,
  mostDays,
  secondPerson,
}: {
  reader: Person;
  mostDays: number;
  secondPerson: boolean;
}): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'auditor-invite',
    title: 'auditors.invite.title',
    submit: { label: 'auditors.invite.submit', act: act('auditor.invite.submit', null) },
    parts: [
      textField(
        voice,
        { id: auditorFields.name, label: 'auditors.invite.name', hint: voice.t('auditors.invite.nameHint') },
        { min: 2, max: 100 },
      ),
      personField(
        voice,
        {
          ...{ id: auditorFields.person, label: 'auditors.invite.person', required: false },
          hint: voice.t('auditors.invite.personHint'),
        },
        null,
      ),
      dateField(voice, { id: auditorFields.from, label: 'auditors.invite.from' }, null),
      dateField(voice, { id: auditorFields.to, label: 'auditors.invite.to' }, null),
      dateField(
        voice,
        {
          ...{ id: auditorFields.until, label: 'auditors.invite.until' },
          hint: voice.t('auditors.invite.untilHint', { days: mostDays }),
        },
        null,
      ),
      choiceField(
        voice,
        { id: auditorFields.locale, label: 'auditors.invite.language' },
        {
          options: localeSchema.options.map((one) => option(one, languages[one].name)),
          initial: reader.locale,
        },
      ),
      shown(secondPerson && note(voice.t('auditors.second'))),
    ],
  });
}

/** How many entries stand on the form of one invitation; `relais auditor show` has all of them. */
export const mostEntries = 25;

/** One invitation, what the journal says of it, the last first, and what can be done about it by now. */
export function auditorForm({
  reader,
  grant,
  now,
  said,
}: {
  reader: Person;
  grant: ShownGrant;
  now: Instant;
  said: { entries: readonly ShownEntry[]; more: boolean };
}): FormView {
  const voice = voiceFor(reader);
  const about = auditorName(grant, voice);
  const standing = standingOf(grant, now);
  const to = { target: grant.id };
  return form(voice, {
    kind: 'auditor',
    title: 'auditors.one.title',
    submit: null,
    parts: shown(
      blocks(
        status(standing === 'waiting' ? 'attention' : 'neutral', grantState(grant, now, voice)),
        text([{ strong: about }]),
        text(periodWords(grant, voice)),
        note(inviterWords(grant, voice)),
        text(openedWords(grant, voice)),
        actions(
          standing === 'waiting' &&
            button(voice, act('auditor.agree', null, to), 'button.auditorAgree', {
              ...{ style: 'primary', about },
              confirm: dialog(
                voice,
                {
                  title: 'dialog.auditorAgree.title',
                  confirm: 'button.auditorAgree',
                  deny: 'dialog.auditor.deny',
                },
                voice.t('dialog.auditorAgree.text'),
              ),
            }),
          standing === 'open' &&
            button(voice, act('auditor.link', null, to), 'button.auditorLink', { style: 'primary', about }),
          isGrantLive(grant, now) &&
            button(voice, act('auditor.revoke', null, to), 'button.auditorRevoke', {
              ...{ style: 'danger', about },
              confirm: dialog(
                voice,
                {
                  title: 'dialog.auditorRevoke.title',
                  confirm: 'button.auditorRevoke',
                  deny: 'dialog.auditor.deny',
                },
                voice.t('dialog.auditorRevoke.text'),
              ),
            }),
          button(voice, act('auditors', null), 'button.auditors', { about }),
        ),
        section(voice.t('auditors.entries'), items(said.entries.map((one) => entryItem(one, grant, voice)))),
        said.more && note(voice.t('auditors.entries.more', { id: grant.id })),
      ),
    ),
  });
}

/** The link that lets an auditor in once. `own`: whoever reads this is the auditor. */
export function auditorLinkForm({ reader, address, own }: { reader: Person; address: string; own: boolean }): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'auditor-link',
    title: 'auditors.link.title',
    submit: null,
    parts: shown(
      text(voice.t(own ? 'auditors.link.own' : 'auditors.link.text')),
      // Whoever hands it on copies it; their own they follow.
      own
        ? text([{ link: address, label: voice.t('auditors.link.label') }])
        : text([{ link: address, label: address }]),
    ),
  });
}
