import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { isOpenQuestion } from '../../domain/knowledge/asking.ts';
import { coverageOf } from '../../domain/knowledge/coverage.ts';
import { topicCategorySchema } from '../../domain/knowledge/dossier.ts';
import { readableTopics, readsWhole } from '../../domain/knowledge/readable.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, dialog, items, note, section, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { coverageBlock, topicItem } from '../knowledge/topic-words.ts';
import { pushWords } from '../knowledge/wiki-words.ts';
import { shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

interface DossierReading {
  reader: Person;
  roles: readonly CompanyRole[];
  now: Instant;
  /** There is a wiki to which dossiers can be sent. */
  hasWiki?: boolean;
}

/** The dossier, as far as this person may read it, shelf by shelf. */
export function dossierForm(departure: Departure, { reader, roles, now, hasWiki = false }: DossierReading): FormView {
  const voice = voiceFor(reader);
  const { id, status, leaver } = departure;
  const who = { id: reader.id, roles };
  const topics = readableTopics(departure, who, now);
  const isWhole = readsWhole(departure, who);
  // Whoever may read nothing of it is not told whose it is either.
  const isOpen = topics.length > 0;
  const coverage = coverageOf(departure);
  const isOwn = leaver.id === reader.id;
  const name = shownName(leaver.name);
  const writes = status === 'active' && (isOwn || reader.id === departure.requester || reader.id === departure.manager);
  const lead = isConfidential(departure, now) ? 'dossier.confidentialText' : 'dossier.leadText';
  const counted =
    coverage &&
    (isOwn ? voice.t('dossier.ownCoverage', { ...coverage }) : voice.t('dossier.coverage', { ...coverage }));
  const pushed = pushWords(departure, voice);
  const view = form(voice, {
    kind: 'dossier',
    title: 'form.dossier.title',
    submit: null,
    parts: shown(
      blocks(
        // Else it would say what the form is called.
        !isOwn && isOpen && text([{ strong: voice.t('dossier.titleOf', { name }) }]),
        !isOpen && text(voice.t('dossier.nothing')),
        isWhole && isOpen && status === 'active' && note(voice.t(isOwn ? 'dossier.ownText' : lead)),
        isWhole && isOpen && counted !== null && text(counted),
        isWhole && isOpen && !isOwn && coverageBlock(departure, voice),
        writes &&
          isOpen &&
          actions(
            isOwn &&
              topics.some(isOpenQuestion) &&
              button(voice, act('dossier.answer', id), 'button.answerQuestions', {
                style: 'primary',
                about: voice.t('dossier.title'),
              }),
            button(voice, act('topic.add', id), 'button.addTopic', { about: voice.t('dossier.title') }),
          ),
        isOpen &&
          actions(
            button(voice, act('dossier.take', id), 'button.takeDossier', { about: voice.t('dossier.title') }),
            hasWiki && isWhole && !isOwn && pushButton(departure, voice),
          ),
        isWhole && !isOwn && pushed !== null && note(pushed),
        ...topicCategorySchema.options.map((category) =>
          section(
            voice.t(`topic.category.${category}`),
            items(
              topics
                .filter((topic) => topic.category === category)
                .map((topic) => topicItem(departure, topic, voice, isWhole)),
            ),
          ),
        ),
      ),
    ),
  });
  return { ...view, again: act('dossier.open', id) };
}

function pushButton(departure: Departure, voice: Voice) {
  return button(voice, act('dossier.push', departure.id), 'button.pushDossier', {
    about: voice.t('dossier.title'),
    confirm: dialog(
      voice,
      { title: 'dialog.push.title', confirm: 'dialog.push.confirm', deny: 'dialog.push.deny' },
      voice.t('dialog.push.text'),
    ),
  });
}
