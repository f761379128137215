import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { StampedClocks } from '#jurisdiction';
import type { CorrectedJudgement } from '../corrections.js';
import type { IncidentState } from '../life.js';
import type { Disposition, Judgement, PlaceHit } from '../judgement.js';
import type { EventLevel, OpinionLevel } from '../levels.js';
import type { Routing } from '../routing.js';

/** One public matter (舆情事件), made of items. */
@Entity('incident')
@Index('incident_number', ['jurisdictionId', 'number'], { unique: true })
@Index('incident_state', ['jurisdictionId', 'state'], { where: 'NOT historic' })
@Index('incident_split', ['splitFrom'], { where: 'split_from IS NOT NULL' })
@Index('incident_recurrence', ['recurrenceOf'], { where: 'recurrence_of IS NOT NULL' })
@Index('incident_merged', ['mergedInto'], { where: 'merged_into IS NOT NULL' })
@Index('incident_watching', ['rehearsal', 'watchUntil'], { where: 'watch_until IS NOT NULL' })
@Index('incident_provisional', ['rehearsal', 'settleAskAt'], { where: 'provisional' })
@Index('incident_unrouted', ['turn', 'updatedAt'], { where: 'needs_routing' })
export class IncidentRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  /** What people say on the phone: 2026-0143; a rehearsal counts apart: 演2026-0003. */
  @Column('text') number!: string;
  @Column('text') title!: string;
  @Column('text') state!: IncidentState;
  @Column('text', { default: 'none' }) eventLevel!: EventLevel;
  @Column('text') opinionLevel!: OpinionLevel;
  /** A person has confirmed the opinion level; until then 特别重大 runs as 重大. */
  @Column('boolean', { default: false }) opinionConfirmed!: boolean;
  @Column('boolean', { default: false }) provisional!: boolean;
  /** When people are asked (again) whether a suspected event level is true; null: not asked for it yet. */
  @Column('timestamptz', { nullable: true }) settleAskAt!: Date | null;
  /** How often they were asked since it is suspected, or since somebody said that it cannot be told yet. */
  @Column('smallint', { default: 0 }) settleAsked!: number;
  /** 热度 within its level, 0…24: the sum of `judgement.opinionParts`; orders, decides nothing. */
  @Column('smallint', { default: 0 }) heat!: number;
  @Column('text', { array: true, default: [] }) mustRespond!: string[];
  @Column('jsonb', { default: [] }) places!: PlaceHit[];
  @Column('text', { array: true, default: [] }) topics!: string[];
  @Column('text', { array: true, default: [] }) fields!: string[];
  @Column('text', { array: true, default: [] }) flags!: string[];
  /** The latest whole judgement of the matter; null for one opened by hand with no item. */
  @Column('jsonb', { nullable: true }) judgement!: Judgement | null;
  /** What people put right in the judgement; wins over whatever is judged later. Null: nothing. */
  @Column('jsonb', { nullable: true }) corrected!: CorrectedJudgement | null;
  /** A person put the judgement right since it was last routed: what the rules say now replaces, else it only adds. */
  @Column('boolean', { default: false }) reroute!: boolean;
  /** The routing in force; a person's correction replaces it and is not overruled. */
  @Column('jsonb', { nullable: true }) routing!: Routing | null;
  /** Login of the person who confirmed or corrected the routing; null while it is the rules' own. */
  @Column('text', { nullable: true }) routedBy!: string | null;
  @Column('timestamptz', { nullable: true }) routedAt!: Date | null;
  /** What judging ended in (处置去向); null: not decided. */
  @Column('text', { nullable: true }) disposition!: Disposition | null;
  /** Login of the person who decided it, and is not overruled; null: the rules did. */
  @Column('text', { nullable: true }) disposedBy!: string | null;
  /** When looking on (先观察) ends by itself. */
  @Column('timestamptz', { nullable: true }) watchUntil!: Date | null;
  /** Login of the person who sees to it while it has no responsible unit (兜底); null: nobody has claimed it. */
  @Column('text', { nullable: true }) poolOwner!: string | null;
  @Column('timestamptz', { nullable: true }) poolOwnerAt!: Date | null;
  /** RT-05: only monitors with the right to restricted matters. */
  @Column('boolean', { default: false }) restricted!: boolean;
  /** Units that must see nothing of it. */
  @Column('text', { array: true, default: [] }) recused!: string[];
  /** Accounts and persons of the roster that must see nothing of it, beside the people of those units (RT-05). */
  @Column('uuid', { array: true, default: [] }) recusedAccounts!: string[];
  @Column('uuid', { array: true, default: [] }) recusedContacts!: string[];
  /** The report this matter was split from (RT-05); known only to those with the right to restricted matters. */
  @Column('uuid', { nullable: true }) splitFrom!: string | null;
  /** The matter that this one was merged into (归并). */
  @Column('uuid', { nullable: true }) mergedInto!: string | null;
  /** Login of whoever found that it is no report on public servants: RT-05 is not applied to it any more. */
  @Column('text', { nullable: true }) reportDeniedBy!: string | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
  @Column('boolean', { default: false }) historic!: boolean;
  @Column('integer', { default: 0 }) itemCount!: number;
  @Column('timestamptz', { nullable: true }) publishedAt!: Date | null;
  /** T0: earliest discovery of any of its items; only ever moves earlier. */
  @Column('timestamptz') discoveredAt!: Date;
  /** When the matter itself was discovered, whatever has been merged in since; null in rows older than this column: T0. */
  @Column('timestamptz', { nullable: true }) firstKnownAt!: Date | null;
  @Column('timestamptz', { nullable: true }) judgedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) learnedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) lastItemAt!: Date | null;
  @Column('timestamptz', { nullable: true }) dispatchedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) firstSignedAt!: Date | null;
  /** When for the first time every unit that must sign had signed; units that join later change nothing. */
  @Column('timestamptz', { nullable: true }) allSignedAt!: Date | null;
  /** The rules of clocks as they stood when it got its first; later edits of the directory do not touch it. */
  @Column('jsonb', { nullable: true }) clocks!: StampedClocks | null;
  /** The working level its internal times run at; a rise moves them earlier. */
  @Column('text', { nullable: true }) clockLevel!: OpinionLevel | null;
  /** Turn of the matter (轮): 1, and one more whenever there is news after an answer. */
  @Column('integer', { default: 1 }) round!: number;
  /** Since when the present turn runs; null for the first, which runs from discovery. */
  @Column('timestamptz', { nullable: true }) roundAt!: Date | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  @Column('text', { nullable: true }) answerUrl!: string | null;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  @Column('text', { nullable: true }) closeReason!: string | null;
  /** The closed incident whose matter came up again in this one. */
  @Column('uuid', { nullable: true }) recurrenceOf!: string | null;
  /** Judged since it was last routed: the sweep wakes routing for it. */
  @Column('boolean', { default: true }) needsRouting!: boolean;
  /** 0: routed and told before what waits, as an item of it looked urgent or it is grave (`turnOf`); 1: in order. */
  @Column('smallint', { default: 1 }) turn!: number;
  /** Raised with every change; a stale edit is refused. */
  @Column('integer', { default: 1 }) version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}

/** An item within an incident; a duplicate raises its heat. */
@Entity('incident_item')
@Index('incident_item_incident', ['incidentId'])
export class IncidentItemRow {
  @PrimaryColumn('uuid') itemId!: string;
  @Column('uuid') incidentId!: string;
  /** The item it repeats, if it is a near-duplicate. */
  @Column('uuid', { nullable: true }) duplicateOf!: string | null;
  /** Login of the person who put it there: nothing but a person moves it again. */
  @Column('text', { nullable: true }) pinnedBy!: string | null;
  @Column('timestamptz') at!: Date;
}

/** What was judged of an item, by which version of the directory, with every reason; never changed. */
@Entity('judgement')
@Index('judgement_item', ['itemId'])
@Index('judgement_seq', ['seq'], { unique: true })
export class JudgementRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  /** Order of judging: one writer at a time, so an index elsewhere catches up by it. */
  @Column('bigint', { generated: 'increment' }) seq!: string;
  @Column('uuid') itemId!: string;
  @Column('uuid', { nullable: true }) incidentId!: string | null;
  @Column('text') directoryVersion!: string;
  @Column('jsonb') result!: Judgement;
  @Column('timestamptz') at!: Date;
}

/** The last number given in a year and series. */
@Entity('incident_counter')
export class IncidentCounterRow {
  @PrimaryColumn('uuid') jurisdictionId!: string;
  @PrimaryColumn('text') series!: string;
  @Column('integer') last!: number;
}

/** RT-00: nothing of a classified text is stored but its hash, the time, and that it was handed on offline. */
@Entity('classified_hit')
@Index('classified_hash', ['jurisdictionId', 'hash'], { unique: true })
export class ClassifiedHitRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('bytea') hash!: Buffer;
  @Column('timestamptz') at!: Date;
  @Column('text', { default: '已线下转办' }) note!: string;
}
