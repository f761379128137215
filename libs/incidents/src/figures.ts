/** What reports give numbers of. */
export const FIGURE_KINDS = [
  'dead',
  'injured',
  'missing',
  'trapped',
  'atRisk',
  'affected',
  'evacuated',
  'households',
  'money',
  'area',
] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];
export const FIGURE_BOUNDS = ['exact', 'about', 'atLeast', 'atMost'] as const;
export type FigureBound = (typeof FIGURE_BOUNDS)[number];
export const FIGURE_SPEAKERS = ['official', 'media', 'hearsay', 'party'] as const;
export type FigureSpeaker = (typeof FIGURE_SPEAKERS)[number];

/** A number that a text gives of its matter. */
export interface Figure {
  kind: FigureKind;
  /** People, households, yuan or square metres. Of a span the lower end. */
  value: number;
  bound: FigureBound;
  /** Told as not so: by an office that is a refutation, by the party concerned a denial and no more (domain (f)2). */
  denied: boolean;
  /** Who says so; null: whoever wrote the post. */
  by: FigureSpeaker | null;
  /** Told as a correction of what was said before ("经核实为2人", "更正为"). */
  corrects?: true;
  /** The words of the text, literally. */
  words: string[];
}

/** The figures that levels and routing go by. */
export const CASUALTY_KINDS = ['dead', 'injured', 'missing', 'trapped', 'atRisk'] as const;
