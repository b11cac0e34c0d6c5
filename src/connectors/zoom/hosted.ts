import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { sawAll } from '../kit/connector-of.ts';
import { wholeList } from './whole-list.ts';
import { hostedShape } from './zoom-shapes.ts';
import type { HostedIds, ZoomSystem } from './zoom-system.ts';

export interface Hosted extends HostedIds {
  /**
   * How many coming meetings use the personal meeting id: Zoom hands these to nobody.
   * https://support.zoom.com/hc/en/article?id=zm_kb&sysparm_article=KB0067925
   */
  personal: number;
  /** Whether the user may host webinars at all, and see those that are handed to them. */
  mayHostWebinars: boolean;
  evidence: readonly Evidence[];
}

const day = 86_400_000;

/**
 * What the user hosts. The answers are documented at https://developers.zoom.us/docs/api/meetings/ , and not in the
 * description that requests are held to.
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
  const passing = meetings.items.filter(({ pmi }) => pmi === undefined);
  return {
    meetings: idsOf(passing),
    personal: meetings.items.length - passing.length,
    webinars: idsOf(webinars.items),
    mayHostWebinars: webinars.mayHost,
    recordings: idsOf(recordings.items),
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
    return { items: [], mayHost: false, evidence: [probe.evidence] };
  const { items, evidence } = await wholeList(system, { path: call, name: 'webinars', item: hostedShape }, context);
  return { items, mayHost: true, evidence };
}

function idsOf(items: readonly { id: string }[]): string[] {
  return [...new Set(items.map(({ id }) => id))];
}

/**
 * What somebody hosts, in one phrase: `3 coming meetings, 1 webinar, 2 recordings of the last month`. Meetings by the
 * personal meeting id are counted apart, where there are any.
 */
export function hostedInWords(hosted: Omit<Hosted, 'evidence' | 'mayHostWebinars'>): Localized {
  const [meetings, webinars, recordings] = [hosted.meetings.length, hosted.webinars.length, hosted.recordings.length];
  const { personal } = hosted;
  const en = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
  const fr = (count: number, one: string, many: string) => `${count} ${count < 2 ? one : many}`;
  return {
    en: [
      en(meetings, 'coming meeting', 'coming meetings'),
      en(webinars, 'webinar', 'webinars'),
      en(recordings, 'recording of the last month', 'recordings of the last month'),
      ...(personal === 0
        ? []
        : [`and ${en(personal, 'meeting', 'meetings')} by the personal meeting id, which Zoom hands to nobody`]),
    ].join(', '),
    fr: [
      fr(meetings, 'réunion à venir', 'réunions à venir'),
      fr(webinars, 'webinaire', 'webinaires'),
      fr(recordings, 'enregistrement du dernier mois', 'enregistrements du dernier mois'),
      ...(personal === 0
        ? []
        : [`et ${fr(personal, 'réunion', 'réunions')} par l’identifiant personnel, que Zoom ne transmet à personne`]),
    ].join(', '),
  };
}
