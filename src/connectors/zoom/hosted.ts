import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { sawAll } from '../kit/connector-of.ts';
import { wholeList } from './whole-list.ts';
import { hostedShape } from './zoom-shapes.ts';
import type { ZoomSystem } from './zoom-system.ts';

export interface Hosted {
  /** Coming ones. */
  meetings: number;
  webinars: number;
  /** Meetings recorded in the cloud within the last thirty days: Zoom lists a month at a time. */
  recordings: number;
  evidence: readonly Evidence[];
}

const day = 86_400_000;

/**
 * What the user hosts. The answers are documented at https://developers.zoom.us/docs/api/meetings/ , and not in the description that requests are
 * held to.
 */
export async function hostedBy(system: ZoomSystem, userId: string, context: ConnectorContext): Promise<Hosted> {
  const list = { name: 'meetings', item: hostedShape, query: { type: 'upcoming' } };
  const meetings = await wholeList(system, { ...list, path: path`/users/${userId}/meetings` }, context);
  const webinars = await webinarsOf(system, userId, context);
  const [from = '', to = ''] = [30, 0].map((days) =>
    new Date(context.now().getTime() - days * day).toISOString().slice(0, 10),
  );
  const recorded = { name: 'meetings', item: hostedShape, query: { from, to } };
  const recordings = await wholeList(system, { ...recorded, path: path`/users/${userId}/recordings` }, context);
  return {
    meetings: meetings.items.length,
    webinars: webinars.items.length,
    recordings: recordings.items.length,
    evidence: [
      ...sawAll(meetings.evidence, `${meetings.items.length} coming meetings`),
      ...sawAll(webinars.evidence, `${webinars.items.length} webinars`),
      ...sawAll(recordings.evidence, `${recordings.items.length} recordings of the last month`),
    ],
  };
}

const refusalShape = z.object({ code: z.int() });
/** Whoever has no webinar licence gets a refusal in place of an empty list: "Webinar plan is missing." */
const noWebinarPlan = 200;

async function webinarsOf(system: ZoomSystem, userId: string, context: ConnectorContext) {
  const call = path`/users/${userId}/webinars`;
  const probe = await system.http.get(call, z.unknown(), context, { query: { page_size: 1 }, expect: [400] });
  if (probe.status === 400 && refusalShape.safeParse(probe.data).data?.code === noWebinarPlan)
    return { items: [], evidence: [probe.evidence] };
  return wholeList(system, { path: call, name: 'webinars', item: hostedShape }, context);
}

/** What somebody hosts, in one phrase: `3 coming meetings, 1 webinar, 2 recordings of the last month`. */
export function hostedInWords({ meetings, webinars, recordings }: Omit<Hosted, 'evidence'>): Localized {
  const en = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
  const fr = (count: number, one: string, many: string) => `${count} ${count < 2 ? one : many}`;
  return {
    en: [
      en(meetings, 'coming meeting', 'coming meetings'),
      en(webinars, 'webinar', 'webinars'),
      en(recordings, 'recording of the last month', 'recordings of the last month'),
    ].join(', '),
    fr: [
      fr(meetings, 'réunion à venir', 'réunions à venir'),
      fr(webinars, 'webinaire', 'webinaires'),
      fr(recordings, 'enregistrement du dernier mois', 'enregistrements du dernier mois'),
    ].join(', '),
  };
}
