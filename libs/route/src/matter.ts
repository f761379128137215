import type {
  BodyHit,
  Coordinator,
  Disposition,
  Flag,
  Judgement,
  KnownPolicy,
  PlaceHit,
  Reason,
  Signal,
  SignalKind,
} from '#incidents';
import { inForce, type Directory, type Profile, type Unit } from '#jurisdiction';

/** What the decision depends on besides the judgement. */
export interface RouteContext {
  /** The day for which units and places must be in force. */
  at: Date;
  /** A person has confirmed 特别重大 (RT-50). */
  confirmedSuper?: boolean;
  /** A superior assigned the matter (RT-06), also where the text does not say so. */
  assignedBySuperior?: boolean;
  /** The incident has items of more than one source (RT-53). */
  merged?: boolean;
  /** Units that a superior's order on record names (RT-06): they assist and check first, they do not answer because of it. */
  orderedUnits?: readonly string[];
  /** Coordinators outside this installation that have taken the matter on by letter (RT-55): nobody acts for them any more. */
  confirmedCoordinators?: readonly string[];
  /**
   * The document of the interpretation library that a misread policy is (RT-15). The library stands in the database: only the
   * service passes it, `huiyin analyse` and the routing cases take the drafter from the text alone.
   */
  policy?: KnownPolicy | null;
}

/** A department concerned, and the words that name it. */
export interface Department {
  unit: Unit;
  words: string[];
}

/** What a rule says when it applies. */
export interface Finding {
  because: string;
  words?: string[];
  /** What a person has to decide, where the rule's row asks for one. */
  question?: string;
  /** For rows that ask a person only in doubt: this is such a case. */
  doubt?: boolean;
}

/**
 * The decision while it grows: each stage reads what stands here and adds its part. Names are present-day names of
 * the directory. Only `finish` turns it into a Routing.
 */
export class Matter {
  /** Departments concerned, in force; become respondents. */
  readonly departments: Department[] = [];
  /** Units of the townships and zones concerned. */
  townships: string[] = [];
  zones: string[] = [];
  /** The township is only told: the station's own service (RT-31) or a policy (RT-15) is at stake. */
  townshipsInformed = false;
  /** The place of the event could be outside: nobody but the office may be dispatched (RT-41). */
  heldByOffice = false;
  /** The superior departments that are first responsible (RT-02, RT-03). */
  superiors: string[] = [];
  superiorCase: 'policy' | 'border' | null = null;
  /** Coordinated by the city office whatever the department (RT-15: issued in the city's name). */
  issuedByCity = false;
  /** A superior's order names units: they assist, they do not answer because of it (RT-06). */
  ordered = false;

  readonly firstResponsible: string[] = [];
  readonly respondents: string[] = [];
  readonly assisting: string[] = [];
  readonly informed: string[] = [];
  readonly coordinators: Coordinator[] = [];
  readonly recused: string[] = [];
  restricted = false;
  disposition: Disposition = 'respond';

  /** Units in the roles of the notice, by their present names. */
  readonly roles: Profile['jurisdiction']['roles'];

  readonly rules: string[] = [];
  readonly why: Reason[] = [];
  /** What a person has to decide, and the rule that asks. */
  readonly questions: { rule: string; text: string }[] = [];
  readonly flags = new Set<Flag>();

  constructor(
    readonly judgement: Judgement,
    readonly directory: Directory,
    readonly context: RouteContext,
  ) {
    this.roles = directory.rolesOn(context.at);
  }

  /** The rule's row is switched on and in force. */
  on(id: string): boolean {
    return this.row(id) !== undefined;
  }

  /** Notes that a rule applied, why, and whether a person must confirm; without a row in force, nothing. */
  apply(id: string, finding: Finding): void {
    const row = this.row(id);
    if (!row) return;
    add(this.rules, id);
    this.note(id, finding.because, finding.words);
    const asks = row.needsHuman === 'always' || (row.needsHuman === 'conditional' && finding.doubt === true);
    if (asks) this.ask(id, finding.question ?? `请确认本件是否属于“${row.when}”。`);
  }

  ask(rule: string, text: string): void {
    if (!this.questions.some((question) => question.text === text)) this.questions.push({ rule, text });
  }

  /** Drops what those rules asked: it is answered. */
  withdraw(...rules: string[]): void {
    const left = this.questions.filter(({ rule }) => !rules.includes(rule));
    this.questions.splice(0, Infinity, ...left);
  }

  /** Notes why, also for a circumstance that no rule's row decides on. */
  note(rule: string, because: string, words: string[] = []): void {
    this.why.push({ rule, version: this.directory.version, because, ...(words.length ? { words } : {}) });
  }

  signal(kind: SignalKind): Signal | undefined {
    return this.judgement.signals.find((signal) => signal.kind === kind);
  }

  /** Bodies of that kind that are more than a landmark. */
  bodies(kind: BodyHit['kind']): BodyHit[] {
    return this.judgement.bodies.filter((body) => body.kind === kind && !body.landmark);
  }

  places(kind: PlaceHit['kind']): PlaceHit[] {
    return this.judgement.places.filter((place) => place.kind === kind);
  }

  /**
   * The unit that holds the duty today: one of this installation that may answer for the public.
   * A renamed or merged one is followed and noted (RT-52).
   */
  dutyHolder(name: string, words: string[]): Unit | undefined {
    const found = this.directory.dutyHolder(name, this.context.at);
    if (!found) return undefined;
    if (found.renamedFrom) this.renamed(found.renamedFrom, found.unit, words);
    return found.unit;
  }

  private renamed(from: string, unit: Unit, words: string[]): void {
    this.flags.add('renamed_unit');
    this.apply('RT-52', { because: `“${from}”已更名或撤并，由承继单位${unit.name}负责。`, words });
  }

  private row(id: string) {
    const row = this.directory.rule(id);
    return row && inForce(row, this.context.at) ? row : undefined;
  }
}

/** Appends what is not there yet. */
export function add(list: string[], ...names: string[]): void {
  for (const name of names) if (!list.includes(name)) list.push(name);
}
