import type { Errand } from '../../chat/command.ts';
import { say } from '../../chat/text.ts';
import { button, buttons, file, text, type View, view } from '../../chat/view.ts';
import { mapFileRef } from '../actions.ts';
import { pngOf } from '../map/png.ts';
import { countOf, mapAlt } from '../map/said.ts';
import { mapSvg } from '../map/svg.ts';
import type { RoundMap } from '../map/types.ts';

/** A map to look at, drawn after the transaction that read it. With a button for the file where the reader may draft. */
export function mapErrand(map: RoundMap): Errand<unknown> {
  return {
    meanwhile: view(text(say`The map is being drawn …`)),
    async work() {
      const shown = mapView(map, await pngOf(mapSvg(map)));
      return async () => shown;
    },
  };
}

/** The same map as a file that can be enlarged and printed. */
export function mapFileView(map: RoundMap): View {
  return view(
    text(say`The map of ${map.round.name}. It can be enlarged and printed as large as you like.`),
    file(`${fileName(map)}.svg`, 'image/svg+xml', mapSvg(map)),
  );
}

function mapView(map: RoundMap, png: Uint8Array): View {
  const { id, draft } = map.round;
  return view(
    text(say`**${map.round.name}:** ${countOf(map)} on the map`),
    {
      kind: 'image',
      alt: mapAlt(map),
      file: { name: `${fileName(map)}.png`, mimeType: 'image/png', base64: Buffer.from(png).toString('base64') },
    },
    map.own === undefined && buttons(button(mapFileRef, { round: id, draft }, 'As a file to enlarge (SVG)')),
  );
}

function fileName({ round }: RoundMap): string {
  const name = round.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `map-${name || 'round'}`;
}
