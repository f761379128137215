import { factsPart, headPart, leaderPart, matterPart, pressingPart } from './head-part.js';
import { lightPage } from './layout.js';
import { stepParts } from './step-parts.js';
import type { SignScene } from '../scene.js';

/** One duty on a telephone: what is asked, the buttons, then what it is about. */
export const dutyPage = (scene: SignScene): string =>
  lightPage(
    `${scene.loaded.row.number} 政务舆情交办`,
    [
      headPart(scene),
      leaderPart(scene),
      pressingPart(scene),
      stepParts(scene),
      factsPart(scene),
      matterPart(scene),
    ].join('\n'),
  );
