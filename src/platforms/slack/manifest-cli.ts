import { commands } from '../../../commands/index.ts';
import { manifestFor } from './publish.ts';

// npm run manifest (Socket Mode), or npm run manifest -- https://our.host/slack/events (signed HTTP).
const [requestUrl] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(manifestFor(commands, requestUrl === undefined ? {} : { requestUrl }), undefined, 2)}\n`);
