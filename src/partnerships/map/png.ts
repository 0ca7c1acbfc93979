import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';

/** How wide pictures are, in pixels: twice and a half a phone's 375, so that they stay sharp when opened. */
export const PICTURE_WIDTH = 1000;

const require = createRequire(import.meta.url);
/** The one font of our pictures, the same on every machine: the system's own fonts are not looked at. */
const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => require.resolve(`dejavu-fonts-ttf/ttf/${name}`));

/** A picture as PNG, 1,000 pixels wide. It is drawn on a thread of its own; the bot goes on answering meanwhile. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const image = await renderAsync(svg, {
    fitTo: { mode: 'width', value: PICTURE_WIDTH },
    font: { loadSystemFonts: false, fontFiles: FONTS, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
  });
  return image.asPng();
}
