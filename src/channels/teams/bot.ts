import {
  ActivityHandler,
  type AdaptiveCardInvokeResponse,
  type AdaptiveCardInvokeValue,
  type InvokeResponse,
  type MessagingExtensionActionResponse,
  type TaskModuleResponse,
  type TurnContext,
} from 'botbuilder-core';
import { z } from 'zod';
import { activitySchema, type TeamsActivity } from './activity.ts';

/** What Relais does with each kind of activity. */
export interface Listeners {
  message(activity: TeamsActivity): Promise<void>;
  added(activity: TeamsActivity): Promise<void>;
  removed(activity: TeamsActivity): Promise<void>;
  /** `verb` says what the button was drawn for. */
  execute(activity: TeamsActivity, action: { verb: string; data: unknown }): Promise<AdaptiveCardInvokeResponse>;
  dialogOpened(activity: TeamsActivity, data: unknown): Promise<TaskModuleResponse>;
  dialogSubmitted(activity: TeamsActivity, data: unknown): Promise<TaskModuleResponse>;
  /** The message extension's "Offboard…". */
  extensionOpened(activity: TeamsActivity): Promise<TaskModuleResponse>;
}

/**
 * botbuilder hands activities out to the methods of a class, and gives no other way; nothing but that is done here. Its
 * `TeamsActivityHandler` would ask the connector about everybody who comes into a team.
 */
export class RelaisBot extends ActivityHandler {
  readonly #listeners: Listeners;

  constructor(listeners: Listeners) {
    super();
    this.#listeners = listeners;
    this.onMessage(async (context, next) => {
      await listeners.message(read(context));
      await next();
    });
    this.onMembersAdded(async (context, next) => {
      const activity = read(context);
      if (activity.membersAdded?.some(({ id }) => id === activity.recipient.id)) await listeners.added(activity);
      await next();
    });
    this.onMembersRemoved(async (context, next) => {
      const activity = read(context);
      if (activity.membersRemoved?.some(({ id }) => id === activity.recipient.id)) await listeners.removed(activity);
      await next();
    });
    this.onInstallationUpdateAdd(async (context, next) => {
      await listeners.added(read(context));
      await next();
    });
    this.onInstallationUpdateRemove(async (context, next) => {
      await listeners.removed(read(context));
      await next();
    });
  }

  override onAdaptiveCardInvoke(
    context: TurnContext,
    { action }: AdaptiveCardInvokeValue,
  ): Promise<AdaptiveCardInvokeResponse> {
    return this.#listeners.execute(read(context), action);
  }

  /**
   * Dialogs and the message extension, by the names that Teams gives them; the rest is `ActivityHandler`'s, which
   * refuses with 501.
   */
  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const answer = await this.#answerOf(context);
    return answer === null ? super.onInvokeActivity(context) : { status: 200, body: answer };
  }

  async #answerOf(context: TurnContext): Promise<TaskModuleResponse | MessagingExtensionActionResponse | null> {
    const { name, value } = context.activity;
    if (name === 'composeExtension/fetchTask') return this.#listeners.extensionOpened(read(context));
    const isSubmitted = name === 'task/submit' || name === 'composeExtension/submitAction';
    if (name !== 'task/fetch' && !isSubmitted) return null;
    const { data, botMessagePreviewAction } = invokeSchema.parse(value);
    // Sent for messages that a person looks at before they are posted, which Relais has none of.
    if (botMessagePreviewAction !== undefined && name === 'composeExtension/submitAction') return null;
    return isSubmitted
      ? this.#listeners.dialogSubmitted(read(context), data)
      : this.#listeners.dialogOpened(read(context), data);
  }
}

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots */
const invokeSchema = z.looseObject({ data: z.unknown().optional(), botMessagePreviewAction: z.string().optional() });

/** `receive` has let nothing in that does not parse. */
function read({ activity }: TurnContext): TeamsActivity {
  return activitySchema.parse(activity);
}
