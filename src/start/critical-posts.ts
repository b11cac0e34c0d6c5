import type { Config } from '../config.ts';
import { tellOfPost } from '../engine/brand/critical-posts.ts';
import type { EngineDeps } from '../engine/deps.ts';
import type { Engine } from '../engine/engine.ts';
import { createPostHook } from '../http/post-hook.ts';
import type { HttpServer } from '../http/server.ts';

/** Takes what a service tells of public posts, where a secret is set by which it proves itself. */
export function hearOfPosts(
  { criticalPostsSecret: secret, roles }: Pick<Config, 'criticalPostsSecret' | 'roles'>,
  { deps, engine, http }: { deps: EngineDeps; engine: Pick<Engine, 'bringMessages'>; http: Pick<HttpServer, 'mount'> },
): void {
  if (secret === null || !roles.includes('web')) return;
  http.mount(
    createPostHook({
      // Signatures carry real time, also where the clock of the local workspace was moved.
      ...{ secret, now: () => Date.now(), log: deps.log },
      tell: async (post) => {
        const outcome = await tellOfPost(deps, post, null);
        engine.bringMessages();
        return outcome;
      },
    }),
  );
}
