import type { StateValues } from '../blocks/element-state.ts';
import { bot, team } from '../identity.ts';
import type { StoredView } from '../stores/views.ts';

/** A view as `views.*` answers it and as payloads carry it, with what the person entered so far. */
export function viewJson(view: StoredView, values: StateValues = {}): Record<string, unknown> {
  const { payload } = view;
  const modal = payload.type === 'modal' ? payload : null;
  return {
    id: view.id,
    team_id: team.id,
    type: payload.type,
    blocks: view.blocks,
    private_metadata: payload.private_metadata ?? '',
    callback_id: payload.callback_id ?? '',
    state: { values },
    hash: view.hash,
    title: modal?.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: modal?.clear_on_close ?? false,
    notify_on_close: modal?.notify_on_close ?? false,
    close: modal?.close ?? null,
    submit: modal?.submit ?? null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: bot.appId,
    external_id: view.externalId ?? '',
    app_installed_team_id: team.id,
    bot_id: bot.botId,
  };
}
