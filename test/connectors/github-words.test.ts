import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { GithubSystem } from '../../src/connectors/github/github-system.ts';
import { allNodes } from '../../src/connectors/github/graphql.ts';
import { peopleOf } from '../../src/connectors/github/whole-list.ts';

const context = { now: () => new Date(0), signal: new AbortController().signal };
const evidence = { at: '2026-03-02T09:00:00.000Z', method: 'GET', url: '', http: 200, requestId: null, detail: '' };

/** GitHub with one answer to every list, and one to every question in GraphQL. */
function answering({ items = [], data = {} }: { items?: object[]; data?: object }): GithubSystem {
  const http = {
    list: async () => ({ items, evidence: [evidence] }),
    send: async () => ({ data: { data }, evidence }),
  };
  return { http, settings: { org: 'acme', baseUrl: 'https://api.github.example.com' } } as unknown as GithubSystem;
}

const question = {
  query: '',
  variables: {},
  connectionIn: ({ teams }: Readonly<Record<string, unknown>>) => teams,
  node: z.string(),
  what: { en: 'teams', fr: 'équipes' },
};

describe('what GitHub’s lists are called', () => {
  it('is in the reader’s language, where their pages repeat', async () => {
    const twice = answering({ items: [{ id: '7' }, { id: '7' }] });
    await expect(peopleOf(twice, 'outside collaborators', context)).rejects.toMatchObject({
      kind: 'unproven',
      words: {
        en: 'GitHub told some outside collaborators twice: the pages do not make one list',
        fr: 'GitHub a donné deux fois la même chose (collaborateurs externes) : les pages ne font pas une liste',
      },
    });
  });

  it.each([
    [{ nodes: [null], pageInfo: { hasNextPage: false } }, 'GitHub cache une partie de la liste (équipes)'],
    [{ nodes: 'many' }, 'GitHub donne une liste (équipes) sous une forme inconnue'],
    [{ nodes: [], pageInfo: { hasNextPage: true } }, 'les pages de GitHub (équipes) ne se suivent pas'],
  ])('is so in answers of GraphQL: %j', async (teams, fr) => {
    await expect(allNodes(answering({ data: { teams } }), question, context)).rejects.toMatchObject({
      kind: 'unproven',
      words: { fr },
    });
  });
});
