import { relative } from 'node:path';
import { PROJECT_ROOT } from '../../sandbox/runtime/dependencies.mjs';

/** What passed and what failed so far, over all parts of a run. */
export class Tally {
	passed = 0;
	faults = [];

	/** Counts one thing that was looked at. @param {string} [fault] what is wrong with it */
	count(name, fault) {
		if (fault === undefined) this.passed += 1;
		else this.faults.push(`${name}: ${fault}`);
	}

	/**
	 * Counts the results of jest. An empty project, a suite that did not start and a test that was skipped are faults.
	 * @param {string} part how the part of the run is called
	 * @param {string[]} folders below each of which there must be tests
	 * @param {object | undefined} results what jest's `--json` wrote, undefined where it wrote nothing
	 * @param {number | string} code with which jest ended
	 */
	countJest(part, folders, results, code) {
		if (!results) return this.count(part, `jest ended with ${code} and without results`);
		const before = this.faults.length;
		for (const folder of folders) {
			const suites = results.testResults.filter(({ name }) => relative(PROJECT_ROOT, name).startsWith(folder));
			if (suites.length === 0) this.count(folder, 'no test was found');
			for (const suite of suites) this.countSuite(part, suite);
		}
		if (code !== 0 && this.faults.length === before) this.count(part, `jest ended with ${code}`);
	}

	countSuite(part, { name, status, assertionResults }) {
		const file = `${part}: ${relative(PROJECT_ROOT, name)}`;
		const bad = assertionResults.filter((test) => test.status !== 'passed');
		this.passed += assertionResults.length - bad.length;
		for (const test of bad) this.count(file, `${test.fullName} (${test.status})`);
		if (assertionResults.length === 0 || (status === 'failed' && bad.length === 0)) this.count(file, 'the suite did not run');
	}

	/** The faults, one a line, and as the last line `N passed, N failed`. */
	print() {
		for (const fault of this.faults) console.log(`FAILED ${fault}`);
		console.log(`${this.passed} passed, ${this.faults.length} failed`);
	}
}
