/** What is to happen, by its time: the simulation's clock jumps from one to the next. */
export class Agenda {
  #heap: { readonly at: number; readonly order: number; readonly run: () => void }[] = [];
  #order = 0;

  /** @param at epoch milliseconds; of two with one time the one that was added first comes first */
  add(at: number, run: () => void): void {
    const heap = this.#heap;
    heap.push({ at, order: this.#order++, run });
    for (let place = heap.length - 1; place > 0; ) {
      const parent = (place - 1) >> 1;
      if (!this.#isBefore(place, parent)) break;
      this.#swap(place, parent);
      place = parent;
    }
  }

  /** Takes the first one; undefined when there is none before `end`. */
  next(end: number): { readonly at: number; readonly run: () => void } | undefined {
    const heap = this.#heap;
    const [first] = heap;
    if (first === undefined || first.at >= end) return undefined;
    const last = heap.pop();
    if (heap.length > 0 && last !== undefined) {
      heap[0] = last;
      for (let place = 0; ; ) {
        const [left, right] = [2 * place + 1, 2 * place + 2];
        let least = place;
        if (left < heap.length && this.#isBefore(left, least)) least = left;
        if (right < heap.length && this.#isBefore(right, least)) least = right;
        if (least === place) break;
        this.#swap(place, least);
        place = least;
      }
    }
    return first;
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return false;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return;
    this.#heap[one] = b;
    this.#heap[other] = a;
  }
}
