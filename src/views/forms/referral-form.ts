import { longestReferral, type Referral, referralStates } from '../../domain/alumni/alumnus.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { facts } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { oneLine, shownName } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { referralFields } from './fields.ts';
import { choiceField, choicesField, form, option, shown, textField } from './form-parts.ts';

/** Somebody who was recommended, and what HR says of it. `by`: the name of whoever recommends. */
export function referralForm(given: { reader: Person; alumnus: string; by: string; referral: Referral }): FormView {
  const { reader, alumnus, by, referral } = given;
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'referral',
    title: 'form.referral.title',
    submit: {
      label: 'form.referral.save',
      act: act('alumni.referral.submit', null, { target: `${alumnus} ${referral.id}` }),
    },
    parts: [
      shown(
        facts(
          [voice.t('page.alumni.name'), shownName(referral.name)],
          [voice.t('page.alumni.role'), oneLine(referral.role)],
          [voice.t('form.referral.reach'), oneLine(referral.reach)],
          [voice.t('alumni.referral.told'), `${shownName(by)}, ${voice.dayOf(referral.at)}`],
        ),
      ),
      choiceField(
        voice,
        { id: referralFields.state, label: 'form.referral.state' },
        {
          options: referralStates.map((one) => option(one, voice.t(`alumni.referral.${one}`))),
          initial: referral.state,
        },
      ),
      textField(
        voice,
        {
          ...{ id: referralFields.reward, label: 'form.referral.reward', required: false },
          hint: voice.t('form.referral.rewardHint'),
        },
        { max: longestReferral.reward, initial: referral.reward },
      ),
      choicesField(
        voice,
        { id: referralFields.rewarded, label: 'form.referral.rewarded', required: false },
        {
          options: [option('given', voice.t('form.referral.rewarded'))],
          initial: referral.rewardedAt === null ? [] : ['given'],
        },
      ),
    ],
  });
}
