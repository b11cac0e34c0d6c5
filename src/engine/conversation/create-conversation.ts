import { type ActName, act, isActName } from '../../views/act-names.ts';
import { button } from '../../views/blocks.ts';
import { helpForm } from '../../views/forms/help.ts';
import { loadingForm } from '../../views/forms/loading.ts';
import { statusForm } from '../../views/forms/status.ts';
import { postSettings } from '../brand/critical-posts.ts';
import type { EngineDeps } from '../deps.ts';
import type { Engine } from '../engine.ts';
import { StoreError } from '../ports/store.ts';
import { accessHandlers } from './access-acts.ts';
import { alumniHandlers } from './alumni-acts.ts';
import { announcementHandlers } from './announcement-acts.ts';
import { auditorHandlers } from './auditor-acts.ts';
import { brakeHandlers } from './brake-acts.ts';
import { broughtListHandlers } from './brought-list-acts.ts';
import { collectedHandlers } from './collected-acts.ts';
import { contactHandlers } from './contact-acts.ts';
import { contractHandlers } from './contract-acts.ts';
import type { Conversation } from './conversation.ts';
import { departureHandlers } from './departure-acts.ts';
import { deskHandlers } from './desk-acts.ts';
import { dossierHandlers } from './dossier-acts.ts';
import { equipmentHandlers } from './equipment-acts.ts';
import { erasureHandlers } from './erasure-acts.ts';
import { evidenceHandlers } from './evidence-acts.ts';
import { holdHandlers } from './hold-acts.ts';
import { drawHome, visibleDepartures } from './home.ts';
import { hrHandlers } from './hr-acts.ts';
import { hrFeedHandlers } from './hr-feed-acts.ts';
import { keepsakeHandlers } from './keepsake-acts.ts';
import { listHandlers } from './list-acts.ts';
import { postHandlers } from './post-acts.ts';
import { drawStanding } from './redraw-card.ts';
import { formReply, noticeReply } from './replies.ts';
import { reviewHandlers } from './review-acts.ts';
import { searchHandlers } from './search-acts.ts';
import { sessionHandlers } from './session-acts.ts';
import { settingsHandlers } from './settings-acts.ts';
import { surveyHandlers } from './survey-acts.ts';
import { taskHandlers } from './task-acts.ts';
import { type Handler, takeTurn } from './turn.ts';
import { walkHandlers } from './walk/walk.ts';
import { waveHandlers } from './wave-acts.ts';

/** One handler for every act that a view can carry; a name without one does not compile. */
const handlers: Readonly<Record<ActName, Handler>> = {
  ...walkHandlers,
  ...departureHandlers,
  ...taskHandlers,
  ...accessHandlers,
  ...brakeHandlers,
  ...dossierHandlers,
  ...equipmentHandlers,
  ...announcementHandlers,
  ...keepsakeHandlers,
  ...searchHandlers,
  ...sessionHandlers,
  ...surveyHandlers,
  ...contactHandlers,
  ...holdHandlers,
  ...erasureHandlers,
  ...hrHandlers,
  ...hrFeedHandlers,
  ...auditorHandlers,
  ...evidenceHandlers,
  ...listHandlers,
  ...deskHandlers,
  ...settingsHandlers,
  ...waveHandlers,
  ...collectedHandlers,
  ...broughtListHandlers,
  ...reviewHandlers,
  ...contractHandlers,
  ...postHandlers,
  ...alumniHandlers,
  command: async (turn) => {
    const words = turn.act.words.filter((word) => typeof word === 'string').join(' ');
    const text = turn.voice.t('notice.unknownCommand', { words: words.slice(0, 100) });
    const about = 'Relais';
    return noticeReply(text, 'refused', [
      button(turn.voice, act('start', null), 'button.start', { style: 'primary', about }),
      button(turn.voice, act('status', null), 'button.status', { about }),
      button(turn.voice, act('help', null), 'button.help', { about }),
    ]);
  },
  help: async (turn) =>
    formReply(
      helpForm(turn.reader, turn.roles, {
        channel: turn.speaker.channel,
        posts: postSettings(turn.deps).deciders.length > 0,
        alumni: (turn.deps.alumni?.ask ?? []).length > 0,
      }),
    ),
  status: async (turn) =>
    formReply(
      statusForm({
        reader: turn.reader,
        roles: turn.roles,
        departures: await visibleDepartures(turn),
        now: turn.now,
        channel: turn.speaker.channel,
      }),
    ),
  home: async (turn) => ({ type: 'card', card: await drawHome(turn) }),
};

/** What Relais answers, whatever the channel: acts in, forms and notices out. */
export function createConversation(deps: EngineDeps, engine: Engine): Conversation {
  return {
    async act(asked, speaker) {
      const turn = takeTurn(deps, engine, { act: asked, speaker });
      try {
        const { name } = asked.ref;
        if (!isActName(name)) {
          deps.log.warn({ act: name, channel: speaker.channel }, 'an act that no handler knows was refused');
          return noticeReply(turn.voice.t('notice.unknownAct', { channel: speaker.channel }), 'refused');
        }
        await deps.directory.spokeOn(speaker.channel, speaker.person);
        return await handlers[name](turn);
      } catch (error) {
        deps.log.error(
          { err: error, act: asked.ref.name, departure: asked.ref.departureId },
          'an act failed; the person was told',
        );
        const unsaved = error instanceof StoreError && error.kind === 'unavailable';
        const ways = [button(turn.voice, act('status', null), 'button.status', { style: 'primary', about: 'Relais' })];
        return noticeReply(turn.voice.t(unsaved ? 'notice.unsaved' : 'notice.unexpected'), 'refused', ways);
      }
    },
    home: (speaker) => drawHome(takeTurn(deps, engine, { act: noAct, speaker })),
    standing: (key, speaker) => drawStanding(takeTurn(deps, engine, { act: noAct, speaker }), key),
    loading: (locale) => loadingForm(locale),
  };
}

const noAct = { ref: { name: 'home', departureId: null, target: null, seen: null }, values: null, words: [] };
