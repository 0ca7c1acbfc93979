import type { Locator } from 'playwright-core';

/** What WCAG 2.2 (1.4.3) asks of words of ordinary size. */
export const LEAST_CONTRAST = 4.5;

/** Words that stand out too little from what is behind them, with the contrast they have; what nobody can see is left out. */
export function faintWords(root: Locator, least = LEAST_CONTRAST): Promise<string[]> {
  return root.evaluate((element, wanted) => {
    type Colour = [number, number, number, number];
    const colourOf = (css: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (css.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, alpha];
    };
    const over = (top: Colour, below: Colour): Colour => {
      const mix = (at: 0 | 1 | 2) => top[at] * top[3] + below[at] * (1 - top[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const behind = (one: Element | null): Colour => {
      if (!one) return [255, 255, 255, 1];
      const own = colourOf(getComputedStyle(one).backgroundColor);
      return own[3] === 1 ? own : over(own, behind(one.parentElement));
    };
    const light = (colour: Colour) => {
      const part = (at: 0 | 1 | 2) => {
        const share = colour[at] / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      };
      return 0.2126 * part(0) + 0.7152 * part(1) + 0.0722 * part(2);
    };
    const contrast = (one: Element) => {
      const back = behind(one);
      const [text, ground] = [light(over(colourOf(getComputedStyle(one).color), back)), light(back)];
      return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
    };
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const faint = new Set<string>();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const words = node.textContent?.trim() ?? '';
      if (!parent || words === '' || !parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (parent.closest('.sr, option, [aria-hidden=true], :disabled')) continue;
      const found = contrast(parent);
      if (found < wanted) faint.add(`${found.toFixed(2)} ${words.slice(0, 60)}`);
    }
    return [...faint];
  }, least);
}
