import {
  type AdaptiveCardInvokeResponse,
  type AdaptiveCardInvokeValue,
  type MessagingExtensionAction,
  type MessagingExtensionActionResponse,
  type TaskModuleRequest,
  type TaskModuleResponse,
  TeamsActivityHandler,
  type TurnContext,
} from 'botbuilder';
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

/** botbuilder hands activities out to the methods of a class, and gives no other way; nothing but that is done here. */
export class RelaisBot extends TeamsActivityHandler {
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

  override handleTeamsTaskModuleFetch(context: TurnContext, { data }: TaskModuleRequest): Promise<TaskModuleResponse> {
    return this.#listeners.dialogOpened(read(context), data);
  }

  override handleTeamsTaskModuleSubmit(context: TurnContext, { data }: TaskModuleRequest): Promise<TaskModuleResponse> {
    return this.#listeners.dialogSubmitted(read(context), data);
  }

  override handleTeamsMessagingExtensionFetchTask(context: TurnContext): Promise<MessagingExtensionActionResponse> {
    return this.#listeners.extensionOpened(read(context));
  }

  override handleTeamsMessagingExtensionSubmitAction(
    context: TurnContext,
    { data }: MessagingExtensionAction,
  ): Promise<MessagingExtensionActionResponse> {
    return this.#listeners.dialogSubmitted(read(context), data);
  }
}

/** `receive` has let nothing in that does not parse. */
function read({ activity }: TurnContext): TeamsActivity {
  return activitySchema.parse(activity);
}
