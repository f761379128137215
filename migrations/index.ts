import type { Classes } from '#persistence';
import { Initial1795356206180 } from './0001-initial.js';
import { DirectoryChanges1795400000002 } from './0002-directory-changes.js';
import { Refusals1795400000003 } from './0003-refusals.js';
import { Roster1795400000004 } from './0004-roster.js';
import { Recusal1795400000005 } from './0005-recusal.js';
import { OrdersLetters1795400000006 } from './0006-orders-letters.js';
import { UnitNames1795400000007 } from './0007-unit-names.js';
import { Escalations1795400000008 } from './0008-escalations.js';
import { Rounds1795400000009 } from './0009-rounds.js';
import { Channels1795400000010 } from './0010-channels.js';
import { Delivery1795400000011 } from './0011-delivery.js';
import { Night1795400000012 } from './0012-night.js';
import { Supervision1795400000013 } from './0013-supervision.js';
import { PolicyTrials1795400000014 } from './0014-policy-trials.js';
import { SignedPage1795400000015 } from './0015-signed-page.js';
import { Watch1795400000016 } from './0016-watch.js';
import { Responses1795400000017 } from './0017-responses.js';
import { Dispositions1795400000018 } from './0018-dispositions.js';
import { Briefs1795400000019 } from './0019-briefs.js';
import { Drafting1795400000020 } from './0020-drafting.js';
import { FactsApprovals1795400000021 } from './0021-facts-approvals.js';
import { Publications1795400000022 } from './0022-publications.js';
import { Interpretations1795400000023 } from './0023-interpretations.js';
import { Documents1795400000024 } from './0024-documents.js';
import { Instructions1795400000026 } from './0026-instructions.js';
import { EvaluationClock1795400000025 } from './0025-evaluation-clock.js';
import { Regrouping1795400000027 } from './0027-regrouping.js';
import { LevelsSpikes1795400000028 } from './0028-levels-spikes.js';
import { Workbench1795400000029 } from './0029-workbench.js';
import { FactSettlements1795400000030 } from './0030-fact-settlements.js';
import { FilesProposals1795400000031 } from './0031-files-proposals.js';
import { SignedApprovals1795400000032 } from './0032-signed-approvals.js';
import { Turn1795400000033 } from './0033-turn.js';
import { CaseReasons1795400000034 } from './0034-case-reasons.js';
import { ClearedFindings1795400000036 } from './0036-cleared-findings.js';

/** In the order they run; append only. */
export const migrations: Classes = [
  Initial1795356206180,
  DirectoryChanges1795400000002,
  Refusals1795400000003,
  Roster1795400000004,
  Recusal1795400000005,
  OrdersLetters1795400000006,
  UnitNames1795400000007,
  Escalations1795400000008,
  Rounds1795400000009,
  Channels1795400000010,
  Delivery1795400000011,
  Night1795400000012,
  Supervision1795400000013,
  PolicyTrials1795400000014,
  SignedPage1795400000015,
  Watch1795400000016,
  Responses1795400000017,
  Dispositions1795400000018,
  Briefs1795400000019,
  Drafting1795400000020,
  FactsApprovals1795400000021,
  Publications1795400000022,
  Interpretations1795400000023,
  Documents1795400000024,
  EvaluationClock1795400000025,
  Instructions1795400000026,
  Regrouping1795400000027,
  LevelsSpikes1795400000028,
  Workbench1795400000029,
  FactSettlements1795400000030,
  FilesProposals1795400000031,
  SignedApprovals1795400000032,
  Turn1795400000033,
  CaseReasons1795400000034,
  ClearedFindings1795400000036,
];
