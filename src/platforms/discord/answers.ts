import { InteractionResponseType, MessageFlags, type RequestData, Routes } from 'discord.js';
import type { Choice } from '../../chat/field.ts';
import type { Form } from '../../chat/request.ts';
import { CODES, failureOf, isRefusal } from './failures.ts';
import { modalOf } from './forms.ts';
import type { Answering } from './incoming.ts';
import { FIRST_ANSWER_MS, LOOKUP_LENGTH, OPTIONS } from './limits.ts';
import type { DiscordMessage } from './outgoing.ts';
import type { Api } from './rest.ts';
import { plainLine } from './text.ts';

/** Answering interactions. None of these calls needs the bot's token: the interaction's own answers in its name. */
export interface Answers {
  /** "… is thinking", to the caller alone; or, in place, nothing yet. False: too late, nobody would see an answer. */
  defer(to: Answering, inPlace: boolean): Promise<boolean>;
  /** Opens a form. */
  open(to: Answering, form: Form): Promise<boolean>;
  /** A first answer, to the caller alone. */
  say(to: Answering, message: DiscordMessage): Promise<boolean>;
  /** What the deferred answer becomes; in place, the message with the button. */
  edit(to: Answering, message: DiscordMessage): Promise<void>;
  /** One more message, to the caller alone or to everybody. */
  followUp(to: Answering, message: DiscordMessage, audience: 'caller' | 'everybody'): Promise<void>;
  /** Suggestions while typing. */
  suggest(to: Answering, choices: readonly Choice[]): Promise<boolean>;
}

/** `api` repeats calls that may be repeated; `singly` never does. */
export function createAnswers(api: Api, singly: Api): Answers {
  async function first(to: Answering, type: InteractionResponseType, data?: object, files: RequestData['files'] = []) {
    const body = { type, ...(data && { data }) };
    const route = Routes.interactionCallback(to.id, to.token);
    const signal = AbortSignal.timeout(FIRST_ANSWER_MS);
    try {
      await again(() => api.rest().post(route, { auth: false, body, files, signal }));
      return true;
    } catch (error) {
      // Answered already: by the call whose answer was lost, or by another process that got the same interaction.
      if (isRefusal(error, CODES.alreadyAcknowledged)) return true;
      if (isRefusal(error, CODES.unknownInteraction)) return false;
      throw error;
    }
  }
  return {
    defer: (to, inPlace) =>
      inPlace
        ? first(to, InteractionResponseType.DeferredMessageUpdate)
        : first(to, InteractionResponseType.DeferredChannelMessageWithSource, { flags: MessageFlags.Ephemeral }),
    open: (to, form) => first(to, InteractionResponseType.Modal, modalOf(form)),
    say: (to, message) => {
      const { body, files } = toCaller(message);
      return first(to, InteractionResponseType.ChannelMessageWithSource, body, files);
    },
    async edit(to, { body, files }) {
      const route = Routes.webhookMessage(to.applicationId, to.token, '@original');
      await again(() => api.rest().patch(route, { auth: false, body, files }));
    },
    async followUp(to, message, audience) {
      const { body, files } = audience === 'caller' ? toCaller(message) : message;
      await singly.rest().post(Routes.webhook(to.applicationId, to.token), { auth: false, body, files });
    },
    suggest: (to, choices) =>
      first(to, InteractionResponseType.ApplicationCommandAutocompleteResult, { choices: suggestions(choices) }),
  };
}

function toCaller({ body, files }: DiscordMessage): DiscordMessage {
  return { body: { ...body, flags: body.flags | MessageFlags.Ephemeral }, files };
}

function suggestions(choices: readonly Choice[]): { name: string; value: string }[] {
  return choices
    .filter(({ value }) => value.trim() !== '' && value.length <= LOOKUP_LENGTH)
    .slice(0, OPTIONS)
    .map(({ label, value }) => ({ name: plainLine(label, LOOKUP_LENGTH), value }));
}

/** Once more when it is not known whether it arrived: these calls change nothing when they arrive twice. */
async function again<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (failureOf(error).kind !== 'unknown') throw error;
    return call();
  }
}
