import type { PublicAnswer } from '#respond';
import type { PublicText } from '../contract/index.js';
import { machineTime } from './page/words.js';
import { safeHtml } from './safe-html.js';
import type { Site } from './site.js';

/** A published text for the portal’s own column; field by field, so that nothing else leaves. */
export function presentAnswer(site: Site, answer: PublicAnswer): PublicText {
  const { links, hosts } = site;
  const addressOf = (id: string) => links.whole(links.one(id)) ?? links.one(id);
  return {
    url: addressOf(answer.id),
    kind: answer.kind,
    occasion: answer.occasion,
    title: answer.title,
    html: safeHtml(answer.html, hosts),
    text: answer.text,
    summary: answer.summary,
    units: answer.units,
    fields: answer.fields,
    places: answer.places,
    heardOn: answer.heardOn,
    publishedAt: machineTime(answer.publishedAt),
    changedAt: machineTime(answer.changedAt),
    outlets: answer.outlets.map(({ name, form, url, day }) => ({ name, form, url, day })),
    commitments: answer.commitments.map(({ what, unit, day, movedFrom, movedReason, state, url }) => ({
      what,
      unit,
      day,
      movedFrom,
      movedReason,
      state,
      url,
    })),
    corrects: answer.corrects && addressOf(answer.corrects.id),
    correctedBy: answer.correctedBy.map(({ id }) => addressOf(id)),
    others: answer.others.map(({ id }) => addressOf(id)),
  };
}
