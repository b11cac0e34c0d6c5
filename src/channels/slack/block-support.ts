import type { types } from '@slack/bolt';
import { type DrawnBlock, type NewerKind, newerKindOf, newerKinds, plainBlocks, type Surface } from './newer-blocks.ts';

/**
 * Which newer blocks this workspace takes, by surface. Kept by one process for its one workspace: what is forgotten at
 * a restart is found out again by one refused call.
 */
export interface BlockSupport {
  /** Everything that was not refused yet stays; the rest is plain. For calls whose refusal is heard and mended. */
  hopefully(blocks: readonly DrawnBlock[], surface: Surface): DrawnBlock[];
  /** Only what was taken before stays. For answers after which nobody hears of a refusal: acknowledgements. */
  safely(blocks: readonly DrawnBlock[], surface: Surface): DrawnBlock[];
  learn(kinds: Iterable<NewerKind>, surface: Surface, taken: boolean): void;
}

export function createBlockSupport(): BlockSupport {
  const known = new Map<string, boolean>();
  const keep = (blocks: readonly DrawnBlock[], surface: Surface, unknown: boolean): DrawnBlock[] => {
    const plain = newerKinds.filter((kind) => !(known.get(`${surface} ${kind}`) ?? unknown));
    return plainBlocks(blocks, new Set(plain));
  };
  return {
    hopefully: (blocks, surface) => keep(blocks, surface, true),
    safely: (blocks, surface) => keep(blocks, surface, false),
    learn: (kinds, surface, taken) => {
      for (const kind of kinds) known.set(`${surface} ${kind}`, taken);
    },
  };
}

/** The blocks of a view as we drew them; Slack's types leave room for blocks that nobody knows. */
export function drawnIn({ blocks }: Pick<types.ModalView, 'blocks'>): DrawnBlock[] {
  return blocks as DrawnBlock[];
}

export function newerKindsIn(blocks: readonly types.Block[]): Set<NewerKind> {
  return new Set(blocks.flatMap((block) => newerKindOf(block) ?? []));
}

/**
 * Which kinds Slack's words are about: `[ERROR] unsupported type: container [json-pointer:/view/blocks/3/type]`. Empty
 * where they name none.
 */
export function kindsNamed(messages: readonly string[], blocks: readonly types.Block[]): Set<NewerKind> {
  const pointed = messages.flatMap((message) => {
    const at = /\[json-pointer:(?:\/view)?\/blocks\/(\d+)/.exec(message)?.[1];
    const block = at === undefined ? undefined : blocks[Number(at)];
    return block === undefined ? [] : (newerKindOf(block) ?? []);
  });
  const named = newerKinds.filter((kind) => messages.some((message) => message.includes(`unsupported type: ${kind}`)));
  return new Set([...pointed, ...named]);
}
