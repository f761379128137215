import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Principal } from '#access';
import { Clock } from '#clock';
import { ItemRow, JudgementRow, placeCorrections, type PlaceCorrection } from '#incidents/service';
import { suggestionsFor, type PlaceSuggestion } from '#judge';
import type { Directory } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import type { PlaceLesson, PlaceProposal } from '../contract/index.js';
import { displayNames, type Names } from '../incidents/names.js';
import { iso } from '../incidents/present.js';

const DAY = 86_400_000;
/** Lessons of one page. */
const MOST = 100;

/** What people's corrections of place and relevance suggest for the directory. */
@Injectable()
export class PlaceLessons {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(caller: Principal, days: number): Promise<PlaceLesson[]> {
    const { manager } = this.database;
    const since = new Date(this.clock.now().getTime() - days * DAY);
    const said = await placeCorrections(manager, caller, { since, limit: MOST });
    if (said.length === 0) return [];
    const itemId = In(said.map((one) => one.itemId));
    const [directory, items, judgements, names] = await Promise.all([
      readDirectory(manager, caller.jurisdictionId),
      manager.findBy(ItemRow, { id: itemId }),
      manager.find(JudgementRow, { where: { itemId }, order: { seq: 'ASC' } }),
      displayNames(
        manager,
        said.map(({ by }) => by),
      ),
    ]);
    return said.flatMap((one) => {
      const item = items.find(({ id }) => id === one.itemId);
      // The first judgement is the machine's own, before anybody spoke.
      const places = judgements.find((judgement) => judgement.itemId === one.itemId)?.result.places ?? [];
      return item ? [present({ one, item, names, directory }, places)] : [];
    });
  }
}

interface Told {
  one: PlaceCorrection;
  item: ItemRow;
  names: Names;
  directory: Directory;
}

function present(
  { one, item, names, directory }: Told,
  places: JudgementRow['result']['places'],
): PlaceLesson {
  const relevant = one.aspect === 'place' || (one.after as { relevant: boolean }).relevant;
  const text = `${item.title}\n${item.text}`;
  return {
    itemId: item.id,
    title: item.title || item.text.slice(0, 60),
    source: item.source.name,
    relevant,
    reason: one.reason,
    by: names.get(one.by) ?? one.by,
    at: iso(one.at),
    incidentId: one.incidentId,
    proposals: suggestionsFor({ relevant, text, places }, directory).map(proposal),
  };
}

const proposal = ({ kind, name, type }: PlaceSuggestion): PlaceProposal => ({
  kind,
  name,
  type,
  title: kind === 'places' ? `把“${name}”加入知名地点` : `把外地的“${name}”记为同名地`,
});
