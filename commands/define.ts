import type { App } from '../src/app.ts';
import { definitionsFor } from '../src/chat/command.ts';

/** How commands are declared: with these three, handlers know the App and infer their input from the fields. */
export const { command, subcommand, action } = definitionsFor<App>();
