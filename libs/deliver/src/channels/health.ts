import { DeliveryError, type Acceptance, type Carrier } from './carrier.js';
import { TooFast } from './pace.js';

/** Keeps how each endpoint does. */
export interface EndpointHealth {
  /** Runs one sending and keeps how it ended. */
  watch(endpointId: string, send: () => Promise<Acceptance>): Promise<Acceptance>;
}

/** Where it is written down. */
export interface HealthRecord {
  ok(endpointId: string): Promise<void>;
  failed(endpointId: string, why: string): Promise<void>;
}

/** What our own limit held back says nothing of the provider. */
export function healthKeeper(record: HealthRecord): EndpointHealth {
  return {
    watch: async (endpointId, send) => {
      try {
        const answer = await send();
        await record.ok(endpointId);
        return answer;
      } catch (error) {
        if (error instanceof DeliveryError && !(error instanceof TooFast))
          await record.failed(endpointId, error.message);
        throw error;
      }
    },
  };
}

/** A carrier to endpoints whose health is kept. */
export const watched = (carrier: Carrier, health: EndpointHealth): Carrier => ({
  ...carrier,
  send: (message, beforeCommit) => {
    const { to } = message;
    const send = () => carrier.send(message, beforeCommit);
    return 'endpoint' in to ? health.watch(to.endpoint.id, send) : send();
  },
});
