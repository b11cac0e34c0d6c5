import { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type BlockSupport, kindsNamed, newerKindsIn } from './block-support.ts';
import { type DrawnBlock, plainBlocks, type Surface } from './newer-blocks.ts';

/** What Slack says when it does not take the blocks of a message, or those of a view. Nothing was done then. */
const refusals = new Set(['invalid_blocks', 'invalid_arguments', 'only_one_table_allowed']);

const blockList = z.array(
  z.custom<DrawnBlock>((value) => z.looseObject({ type: z.string() }).safeParse(value).success),
);
const viewSchema = z.looseObject({ type: z.enum(['modal', 'home']), blocks: blockList });

/**
 * The Web API client that sends what a workspace refuses a second time, in classic blocks, and remembers it: a card is
 * never lost because its workspace is older than a block in it.
 */
export class PlainAgainClient extends webApi.WebClient {
  readonly #support: BlockSupport;
  readonly #log: Logger;

  constructor(token: string, options: webApi.WebClientOptions, more: { support: BlockSupport; log: Logger }) {
    super(token, options);
    this.#support = more.support;
    this.#log = more.log;
  }

  override async apiCall(method: string, options: Record<string, unknown> = {}): Promise<webApi.WebAPICallResult> {
    const content = contentOf(options);
    if (content === null) return super.apiCall(method, options);
    const { surface, replaced } = content;
    const blocks = this.#support.hopefully(content.blocks, surface);
    const kinds = newerKindsIn(blocks);
    try {
      const answer = await super.apiCall(method, replaced(blocks));
      this.#support.learn(kinds, surface, true);
      return answer;
    } catch (error) {
      const messages = refusalOf(error);
      if (messages === null || kinds.size === 0) throw error;
      const named = kindsNamed(messages, blocks);
      // At once: the second call may be held back for being the second within a second.
      this.#support.learn(named, surface, false);
      const answer = await super.apiCall(method, replaced(plainBlocks(blocks)));
      const refused = named.size > 0 ? named : kinds;
      this.#support.learn(refused, surface, false);
      const kindsRefused = [...refused].join(', ');
      this.#log.info(
        { event: 'slack.plain-blocks', surface, kinds: kindsRefused },
        'This workspace does not take newer blocks; they are sent as classic ones from now on',
      );
      return answer;
    }
  }
}

/** The blocks of a call, and the same call with others; null for a call without. */
function contentOf(options: Record<string, unknown>): {
  surface: Surface;
  blocks: DrawnBlock[];
  replaced: (blocks: readonly DrawnBlock[]) => Record<string, unknown>;
} | null {
  const blocks = blockList.safeParse(options['blocks']).data;
  if (blocks) return { surface: 'message', blocks, replaced: (others) => ({ ...options, blocks: others }) };
  const view = viewSchema.safeParse(options['view']).data;
  if (!view) return null;
  return {
    surface: view.type,
    blocks: view.blocks,
    replaced: (others) => ({ ...options, view: { ...view, blocks: others } }),
  };
}

/** Slack's words about what it refused; null for any other error. */
function refusalOf(error: unknown): readonly string[] | null {
  if (!(error instanceof webApi.WebAPIPlatformError) || !refusals.has(error.data.error)) return null;
  return error.data.response_metadata?.messages ?? [];
}
