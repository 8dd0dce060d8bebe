// A test runner for Stryker whose tests are the laws on the reference kernels, one test a law.
// Its runner for mocha does not know mocha 12; and between two mutants nothing but the laws needs to run again.
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import { DryRunStatus, TestStatus, determineHitLimitReached, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { register } from 'tsx/esm/api';

/** What the instrumented kernels read: which mutant is on, and for which test they are called. */
const switches = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

class LawRunner {
  #laws;

  capabilities() {
    return { reloadEnvironment: false };
  }

  init() {
    register();
  }

  async dryRun({ disableBail }) {
    const result = await this.#run(undefined, disableBail);
    return { ...result, mutantCoverage: switches.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, disableBail, hitLimit, mutantActivation }) {
    // Stryker allows a hundred times as many hits as without a mutant: minutes, in the inner loops of kernels.
    switches.hitLimit = hitLimit === undefined ? undefined : Math.max(10_000, hitLimit / 30);
    switches.hitCount = hitLimit === undefined ? undefined : 0;
    // A mutant of code that runs once, on loading, must be on by then.
    switches.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
    const { ids, concerns } = await this.#load();
    switches.activeMutant = activeMutant.id;
    const telling = (testFilter ?? ids).filter((id) => concerns(id, activeMutant.fileName));
    return toMutantRunResult(await this.#run(telling, disableBail));
  }

  async #load() {
    // Stryker runs this in a copy of the project, whose kernels are instrumented.
    this.#laws ??= await import(pathToFileURL(resolve('bench/stryker/laws.ts')).href);
    return this.#laws;
  }

  async #run(filter, disableBail) {
    const { ids, broken } = await this.#load();
    const tests = [];
    for (const id of filter ?? ids) {
      switches.currentTestId = id;
      const begun = performance.now();
      const failureMessage = await broken(id).catch((error) => String(error));
      const test = { id, name: id, timeSpentMs: performance.now() - begun };
      if (failureMessage === undefined) tests.push({ ...test, status: TestStatus.Success });
      else tests.push({ ...test, status: TestStatus.Failed, failureMessage });
      if (failureMessage !== undefined && !disableBail) break;
    }
    switches.currentTestId = undefined;
    return determineHitLimitReached(switches.hitCount, switches.hitLimit) ?? { status: DryRunStatus.Complete, tests };
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'laws', LawRunner)];
