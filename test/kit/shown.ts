import type { RichSpan, ShownBlock, ShownControl, ShownMessage } from '../../src/sandbox/contract.ts';

/** The buttons and menus of a message, in the order a person sees them. */
export function controlsOf(message: ShownMessage): ShownControl[] {
  return message.blocks.flatMap((block) => {
    if (block.type === 'controls') return block.controls;
    return block.type === 'text' && block.beside ? [block.beside] : [];
  });
}

/** What stands on a button, or in an empty menu. */
export function wordsOn(control: ShownControl): string {
  return control.type === 'button' ? control.label : control.placeholder;
}

/** The words on all buttons and menus of a message. */
export function labelsOf(message: ShownMessage): string[] {
  return controlsOf(message).map(wordsOn);
}

/** The files of a message. */
export function filesOf(message: ShownMessage): Extract<ShownBlock, { type: 'file' }>[] {
  return message.blocks.flatMap((block) => (block.type === 'file' ? [block] : []));
}

/** Every stretch of text in a message, with what it links to and whom it reaches. */
export function spansOf(message: ShownMessage): RichSpan[] {
  return message.blocks.flatMap((block) => (block.type === 'text' || block.type === 'heading' ? block.text : []));
}

/** Links that show other words than the address they go to: what nobody but us should be able to make. */
export function disguisedLinks(message: ShownMessage): RichSpan[] {
  return spansOf(message).filter(
    (span) => span.link !== undefined && span.link.replace(/\/$/, '') !== span.text.replace(/\/$/, ''),
  );
}

/** Stretches that reach somebody. */
export function pingsIn(message: ShownMessage): RichSpan[] {
  return spansOf(message).filter((span) => span.pings !== undefined);
}
