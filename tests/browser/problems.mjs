// What a check found wrong, printed as a list; the process ends with 1 when there is anything on it.
const MOST_PRINTED = 40;

export class Problems {
  #name;
  #found = [];

  constructor(name) {
    this.#name = name;
  }

  add(where, what) {
    this.#found.push(`  ${where}: ${what}`);
  }

  // Runs the check; an error in it is a problem like any other.
  async during(check) {
    try {
      await check();
    } catch (error) {
      this.add("the check itself", error.stack);
    }
    console.log([`${this.#name}: ${this.#found.length} problems`, ...this.#found.slice(0, MOST_PRINTED)].join("\n"));
    if (this.#found.length > MOST_PRINTED) console.log(`  and ${this.#found.length - MOST_PRINTED} more`);
    process.exitCode = this.#found.length ? 1 : 0;
  }
}
