import { parseTree, findNodeAtLocation, type Node } from 'jsonc-parser';
import type { Profile } from '../schema/profile.js';

export type Path = (string | number)[];
/** Stem of a file of the profile: `units`. */
export type FileKey = keyof Profile;
/** Takes what a check found. */
export type Report = (file: FileKey, path: Path, message: string) => void;

/** One thing wrong with a profile. */
export interface Problem {
  /** `units.json` */
  file: string;
  /** Counted from 1; 1 when the file cannot be read at all. */
  line: number;
  /** `units[3].kind`; the file's stem alone for the whole file. */
  where: string;
  /** Chinese. */
  message: string;
}

const SHOWN = 20;

/** A profile that cannot be used. The message has one line for each problem, `units.json:12: units[3].kind: …`, the first one first. */
export class ProfileError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    const lines = problems.slice(0, SHOWN).map((p) => `${p.file}:${p.line}: ${p.where}: ${p.message}`);
    if (problems.length > SHOWN) lines.push(`另有 ${problems.length - SHOWN} 处问题`);
    super(lines.join('\n'));
  }
}

/** `[3, 'kind']` of `units` as `units[3].kind`. */
export const spell = (stem: string, path: Path): string =>
  path.reduce<string>((text, part) => text + (typeof part === 'number' ? `[${part}]` : `.${part}`), stem);

/** Finds the line of a path in a JSON text; parsed only when there is something to report. */
export class LineFinder {
  private readonly root: Node | undefined;

  constructor(private readonly text: string) {
    this.root = parseTree(text);
  }

  /** The line of the value, or of the nearest thing around it that exists. */
  of(path: Path): number {
    for (let length = path.length; this.root && length > 0; length -= 1) {
      const node = findNodeAtLocation(this.root, path.slice(0, length));
      if (node) return lineAt(this.text, node.parent?.type === 'property' ? node.parent.offset : node.offset);
    }
    return lineAt(this.text, this.root?.offset ?? 0);
  }
}

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
