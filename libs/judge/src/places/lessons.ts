import type { PlaceHit } from '#incidents';
import type { Directory } from '#jurisdiction';

/** What a correction of relevance suggests for the directory. */
export interface PlaceSuggestion {
  kind: 'places' | 'namesakes';
  name: string;
  /** What a known place is, by its ending. */
  type: string | null;
}

/** Endings of names of known places, by what they are. */
const ENDINGS: readonly (readonly [string, RegExp])[] = [
  ['compound', /(?:小区|新村|新城|花园|家园|花苑|[丽嘉雅佳]苑|公馆|公寓|家属院|安置房)$/u],
  ['school', /(?:小学|中学|学校|幼儿园|[一二三四五六七八九十]中)$/u],
  ['hospital', /(?:医院|卫生院|诊所)$/u],
  ['mine', /(?:煤矿|铁矿|铝矿|矿区|煤业|洗煤厂)$/u],
  ['company', /(?:焦化厂?|化工厂?|铝业|集团|公司|电厂|水泥厂)$/u],
  ['market', /(?:市场|超市|商场|商城|商贸城)$/u],
  ['station', /(?:车站|火车站|客运站|收费站|高速口)$/u],
  ['park', /(?:公园|广场|湿地)$/u],
  ['reservoir', /水库$/u],
  ['bridge', /大桥$/u],
  ['scenic', /(?:景区|古城|庙|寺)$/u],
  ['road', /(?:大街|大道|[\u4e00-\u9fa5]{2}[路街巷])$/u],
];

const NAME =
  /[\u4e00-\u9fa5]{2,8}?(?:小区|新村|新城|花园|家园|花苑|[丽嘉雅佳]苑|公馆|公寓|家属院|安置房|小学|中学|学校|幼儿园|医院|卫生院|煤矿|铁矿|铝矿|煤业|洗煤厂|焦化厂|化工厂|铝业|集团|电厂|水泥厂|市场|商场|商城|商贸城|火车站|客运站|收费站|高速口|公园|广场|湿地|水库|大桥|景区|大街|大道)/gu;
/** What stands before a name and is none of it. */
const LEAD =
  /^(?:.*[的在到从去往于是有和与及对把被给让请说叫问了着过]|我们?|咱们?|这个?|那个?|本|该|某|一个?|各|全市?|我市|老百姓|业主|居民|村民|附近|门口|旁边|反映|投诉|举报)+/u;
const MOST = 3;

/** Names in a text that look like known places and are not in the directory; the first few. */
export function unlistedPlaces(text: string, directory: Directory): string[] {
  const names = [...text.matchAll(NAME)].map(([name]) => name.replace(LEAD, ''));
  return [...new Set(names)]
    .filter((name) => name.length >= 4 && !directory.placeNamed(name))
    .filter((name) => !directory.beginsWithPlace(name))
    .slice(0, MOST);
}

const typeOf = (name: string): string => ENDINGS.find(([, ending]) => ending.test(name))?.[0] ?? 'other';

/**
 * What would have led to the right judgement: of an item that is ours, its places that the directory lacks; of one that is
 * not, the names that were taken for ours.
 */
export function suggestionsFor(
  said: { relevant: boolean; text: string; places: readonly PlaceHit[] },
  directory: Directory,
): PlaceSuggestion[] {
  if (said.relevant)
    return unlistedPlaces(said.text, directory).map((name) => ({ kind: 'places', name, type: typeOf(name) }));
  const taken = said.places.filter(({ kind }) => kind === 'township').flatMap(({ words }) => words);
  const known = new Set(directory.profile.namesakes.map(({ name }) => name));
  return [...new Set(taken)]
    .filter((name) => !known.has(name))
    .slice(0, MOST)
    .map((name) => ({ kind: 'namesakes', name, type: null }));
}
