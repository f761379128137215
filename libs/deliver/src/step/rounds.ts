interface Asked<In, Out> {
  item: In;
  resolve(out: Out): void;
  reject(error: unknown): void;
}

/**
 * Does for many at once what each of them asks for by itself: whoever asks while one round is under way goes with the
 * next. A lone caller waits for nobody; a hundred share a statement.
 */
export class Rounds<In, Out> {
  private waiting: Asked<In, Out>[] = [];
  private busy = false;

  /**
   * @param work gives one result for each item, in their order; when it throws, everybody of the round hears of it
   * @param linger how long (ms) a round waits for company
   * @param most items of one round
   */
  constructor(
    private readonly work: (items: In[]) => Promise<Out[]>,
    private readonly linger = 0,
    private readonly most = 100,
  ) {}

  ask(item: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.busy) void this.go();
    });
  }

  private async go(): Promise<void> {
    this.busy = true;
    while (this.waiting.length > 0) {
      // Those who ask in the same turn of the event loop belong to the same round anyway.
      await (this.linger > 0 ? new Promise((done) => setTimeout(done, this.linger)) : Promise.resolve());
      const round = this.waiting.splice(0, this.most);
      try {
        const results = await this.work(round.map(({ item }) => item));
        for (const [place, asked] of round.entries()) asked.resolve(results[place] as Out);
      } catch (error) {
        for (const asked of round) asked.reject(error);
      }
    }
    this.busy = false;
  }
}
